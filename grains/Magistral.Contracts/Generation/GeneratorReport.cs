using Magistral.Method.Generation;

namespace Magistral.Contracts.Generation;

/// <summary>What a generator did since it started on the run, cumulative.</summary>
/// <param name="GeneratorId">The generator.</param>
/// <param name="Session">Names this start of the generator; counts begin anew with each.</param>
/// <param name="DecodeSeconds">Time in which it decoded rollouts.</param>
/// <param name="ThrottledSeconds">Time in which only the admission rule held it back.</param>
/// <param name="IdleSeconds">Time in which it waited for anything else.</param>
/// <param name="EvaluationSeconds">Time spent on held-out problems; in none of the others.</param>
/// <param name="Tokens">Tokens sampled for rollouts.</param>
/// <param name="Sequences">Rollouts finished.</param>
/// <param name="InFlight">Sequences in the batch now.</param>
/// <param name="Version">Version it serves.</param>
[GenerateSerializer, Immutable, Alias("magistral.generator-report")]
public sealed record GeneratorReport(
    [property: Id(0)] string GeneratorId,
    [property: Id(1)] string Session,
    [property: Id(2)] double DecodeSeconds,
    [property: Id(3)] double ThrottledSeconds,
    [property: Id(4)] double IdleSeconds,
    [property: Id(5)] double EvaluationSeconds,
    [property: Id(6)] long Tokens,
    [property: Id(7)] long Sequences,
    [property: Id(8)] int InFlight,
    [property: Id(9)] WeightVersion Version);
