using Orleans.Placement;

namespace Magistral.Grains.Placement;

/// <summary>The placement rule of verifiers, carried out by <see cref="SiloByAttemptFilter"/>.</summary>
/// <param name="order">Its place among the filters of a grain.</param>
public sealed class SiloByAttempt(int order) : PlacementFilterStrategy(order)
{
    /// <summary>For the runtime, which reads the order from the properties of the grain.</summary>
    public SiloByAttempt()
        : this(0)
    {
    }
}
