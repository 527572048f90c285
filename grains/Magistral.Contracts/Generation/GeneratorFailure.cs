namespace Magistral.Contracts.Generation;

/// <summary>A generator cannot go on with a run.</summary>
/// <param name="GeneratorId">The generator.</param>
/// <param name="What">What failed.</param>
/// <param name="Remedy">What may help.</param>
[GenerateSerializer, Immutable, Alias("magistral.generator-failure")]
public sealed record GeneratorFailure(
    [property: Id(0)] string GeneratorId,
    [property: Id(1)] string What,
    [property: Id(2)] string Remedy);
