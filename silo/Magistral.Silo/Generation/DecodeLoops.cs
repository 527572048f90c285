using Magistral.Silo.Hosting;
using Magistral.Silo.Models;

namespace Magistral.Silo.Generation;

/// <summary>Makes decode loops on the engine of this process, where their memory is there.</summary>
/// <param name="silo">What the silo is told about itself.</param>
/// <param name="limits">What the machine has.</param>
/// <param name="clock">Measures times.</param>
public sealed class DecodeLoops(SiloResources silo, MachineLimits limits, TimeProvider clock) : IRolloutEngines
{
    /// <inheritdoc/>
    public IRolloutEngine Create(RolloutWork work)
    {
        ArgumentNullException.ThrowIfNull(work);
        limits.CheckGenerator(work.Spec, work.Model);
        return new DecodeLoop(work.GeneratorId, new EngineFactory(work.Spec, work.Model, silo), work.Weights, new JournalPace(silo, clock), work.Share, clock);
    }
}
