using Magistral.Contracts.Specs;

namespace Magistral.Silo.Generation;

/// <summary>Makes the engines of a silo's generators; one that is registered before the workers takes the place of <see cref="DecodeLoops"/>.</summary>
/// <remarks>Thread-safe.</remarks>
public interface IRolloutEngines
{
    /// <summary>Makes the engine of one generator, which the caller disposes.</summary>
    /// <param name="work">What it is for.</param>
    /// <exception cref="RunSpecException">The run cannot run here; nothing was allocated.</exception>
    IRolloutEngine Create(RolloutWork work);
}
