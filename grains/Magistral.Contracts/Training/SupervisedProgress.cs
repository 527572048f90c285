namespace Magistral.Contracts.Training;

/// <summary>How far the supervised stage is.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Steps">Steps to do.</param>
/// <param name="Loss">Mean cross-entropy of the last steps, nats a token.</param>
/// <param name="TokensPerSecond">Tokens trained a second.</param>
[GenerateSerializer, Immutable, Alias("magistral.supervised-progress")]
public sealed record SupervisedProgress(
    [property: Id(0)] int Step,
    [property: Id(1)] int Steps,
    [property: Id(2)] double Loss,
    [property: Id(3)] double TokensPerSecond);
