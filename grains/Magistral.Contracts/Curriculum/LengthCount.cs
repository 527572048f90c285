namespace Magistral.Contracts.Curriculum;

/// <summary>How many completions had a length.</summary>
/// <param name="Tokens">Shortest length of the bucket, in tokens.</param>
/// <param name="Completions">Completions in it.</param>
[GenerateSerializer, Immutable, Alias("magistral.length-count")]
public readonly record struct LengthCount([property: Id(0)] int Tokens, [property: Id(1)] long Completions);
