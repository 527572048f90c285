namespace Magistral.Contracts.Specs;

/// <summary>Where a stage's problems come from: a generator, or files; and the examples of a supervised stage.</summary>
[GenerateSerializer, Immutable, Alias("magistral.problem-spec")]
public sealed record ProblemSpec
{
    /// <summary>Problem generator.</summary>
    [Id(0), Setting("Problem generator.")]
    public ProblemGeneratorKind Generator { get; init; } = ProblemGeneratorKind.Addition;

    /// <summary>Digits of each operand.</summary>
    [Id(1), Setting("Digits of each operand.", Minimum = 1, Maximum = 9)]
    public int Digits { get; init; } = 2;

    /// <summary>A file of JSON lines or Parquet, or a folder of such files, in place of the generator; empty uses the generator.</summary>
    [Id(2), Setting("A file of JSON lines or Parquet, or a folder of such files, in place of the generator; empty uses the generator.")]
    public string Path { get; init; } = "";

    /// <summary>What the columns of the file are called.</summary>
    [Id(3), Setting("What the columns of the file are called.")]
    public ColumnSpec Columns { get; init; } = new();

    /// <summary>Share of the file's problems that are held out of training, chosen by a hash of what is asked.</summary>
    [Id(4), Setting("Share of the file's problems that are held out of training, chosen by a hash of what is asked.", Minimum = 0, Maximum = 0.9)]
    public double HeldOutShare { get; init; } = 0.1;

    /// <summary>A file or folder of held-out problems, in place of a share; what it asks is never trained on.</summary>
    [Id(5), Setting("A file or folder of held-out problems, in place of a share; what it asks is never trained on.")]
    public string HeldOutPath { get; init; } = "";
}
