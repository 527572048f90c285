using System.Collections.Concurrent;
using Magistral.Engine.Weights;

namespace Magistral.Silo.Weights;

/// <summary>Where trainers and generators of this process meet: one exchange a run, without a copy between them.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class WeightExchanges
{
    private readonly ConcurrentDictionary<string, WeightExchange> exchanges = new(StringComparer.Ordinal);

    /// <summary>The exchange of a run.</summary>
    public WeightExchange Of(string runId) => exchanges.GetOrAdd(runId, _ => new WeightExchange());
}
