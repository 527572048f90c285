namespace Magistral.Contracts.Specs;

/// <summary>Where a stage's problems come from.</summary>
[GenerateSerializer, Immutable, Alias("magistral.problem-spec")]
public sealed record ProblemSpec
{
    /// <summary>Problem generator.</summary>
    [Id(0), Setting("Problem generator.")]
    public ProblemGeneratorKind Generator { get; init; } = ProblemGeneratorKind.Addition;

    /// <summary>Digits of each operand.</summary>
    [Id(1), Setting("Digits of each operand.", Minimum = 1, Maximum = 9)]
    public int Digits { get; init; } = 2;
}
