using Orleans.Placement;

namespace Magistral.Grains.Placement;

/// <summary>The placement rule of <see cref="SameSiloAttribute"/>, carried out by <see cref="SameSiloFilter"/>.</summary>
/// <param name="order">Its place among the filters of a grain.</param>
public sealed class SameSilo(int order) : PlacementFilterStrategy(order)
{
    /// <summary>For the runtime, which reads the order from the properties of the grain.</summary>
    public SameSilo()
        : this(0)
    {
    }
}
