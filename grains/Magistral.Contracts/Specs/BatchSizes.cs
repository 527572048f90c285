namespace Magistral.Contracts.Specs;

/// <summary>The three counts of the asynchronous loop, in completions (METHOD section 5).</summary>
/// <param name="NAsync">Sequences a generator keeps in flight.</param>
/// <param name="NBatch">Completions the trainer takes at once.</param>
/// <param name="NMinibatch">Completions of one optimizer step; divides <paramref name="NBatch"/>.</param>
[GenerateSerializer, Immutable, Alias("magistral.batch-sizes")]
public readonly record struct BatchSizes([property: Id(0)] int NAsync, [property: Id(1)] int NBatch, [property: Id(2)] int NMinibatch);
