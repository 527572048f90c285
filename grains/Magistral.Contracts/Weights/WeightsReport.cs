using Magistral.Method.Generation;

namespace Magistral.Contracts.Weights;

/// <summary>What the weights grain knows: the newest version and the staleness ledger of the surviving weights.</summary>
/// <param name="Version">Newest published version; null before the first.</param>
/// <param name="Step">Optimizer updates in it.</param>
/// <param name="ContentHash">Its hash, lower-case hex.</param>
/// <param name="Lags">Tokens by lag over all surviving updates, by rising lag.</param>
/// <param name="Serving">The version each generator served last, by generator.</param>
[GenerateSerializer, Immutable, Alias("magistral.weights-report")]
public sealed record WeightsReport(
    [property: Id(0)] WeightVersion? Version,
    [property: Id(1)] int Step,
    [property: Id(2)] string ContentHash,
    [property: Id(3)] IReadOnlyList<LagCount> Lags,
    [property: Id(4)] IReadOnlyDictionary<string, WeightVersion> Serving);
