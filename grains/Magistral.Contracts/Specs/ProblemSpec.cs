namespace Magistral.Contracts.Specs;

/// <summary>Where a stage's problems come from: a generator, or files; and the examples of a supervised stage.</summary>
[GenerateSerializer, Immutable, Alias("magistral.problem-spec")]
public sealed record ProblemSpec
{
    /// <summary>Problem generator.</summary>
    [Id(0), Setting]
    public ProblemGeneratorKind Generator { get; init; } = ProblemGeneratorKind.Addition;

    /// <summary>Digits of each operand.</summary>
    [Id(1), Setting(Minimum = 1, Maximum = 9)]
    public int Digits { get; init; } = 2;

    /// <summary>JSON lines or Parquet file, or a folder of such files, used instead of the generator; empty uses the generator.</summary>
    [Id(2), Setting]
    public string Path { get; init; } = "";

    /// <summary>Names of the file's columns.</summary>
    [Id(3), Setting]
    public ColumnSpec Columns { get; init; } = new();

    /// <summary>Share of the file's problems held out of training, selected by a hash of the prompt.</summary>
    [Id(4), Setting(Minimum = 0, Maximum = 0.9)]
    public double HeldOutShare { get; init; } = 0.1;

    /// <summary>File or folder of held-out problems, used instead of a share; its prompts are never trained on.</summary>
    [Id(5), Setting]
    public string HeldOutPath { get; init; } = "";
}
