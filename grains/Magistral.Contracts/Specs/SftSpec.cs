namespace Magistral.Contracts.Specs;

/// <summary>The supervised stage before reinforcement learning: a few, partly wrong, teacher traces teach the form of an answer.</summary>
[GenerateSerializer, Immutable, Alias("magistral.sft-spec")]
public sealed record SftSpec
{
    /// <summary>Optimizer steps; 0 skips the supervised stage.</summary>
    [Id(0), Setting(Minimum = 0, Maximum = 10_000_000)]
    public int Steps { get; init; } = 600;

    /// <summary>Traces per step.</summary>
    [Id(1), Setting(Minimum = 1, Maximum = 65536)]
    public int Batch { get; init; } = 32;

    /// <summary>Peak learning rate; decays to a tenth along a cosine.</summary>
    [Id(2), Setting(Minimum = 0, Maximum = 1)]
    public double LearningRate { get; init; } = 4e-3;

    /// <summary>Steps of linear warm-up.</summary>
    [Id(3), Setting(Minimum = 0, Maximum = 10_000_000)]
    public int WarmupSteps { get; init; } = 20;

    /// <summary>AdamW weight decay.</summary>
    [Id(4), Setting(Minimum = 0, Maximum = 1)]
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>Number of generated teacher traces for each RL stage, in order; none for problems from files.</summary>
    [Id(5), Setting(NotEmpty = true, Minimum = 0, Maximum = 1_000_000)]
    public IReadOnlyList<int> TracesPerStage { get; init; } = [1000, 2000, 4000];

    /// <summary>Share of facts on which the teacher is unreliable.</summary>
    [Id(6), Setting(Minimum = 0, Maximum = 1)]
    public double SlipShare { get; init; } = 0.36;

    /// <summary>Error rate of the teacher on such a fact.</summary>
    [Id(7), Setting(Minimum = 0, Maximum = 1)]
    public double SlipRate { get; init; } = 0.8;
}
