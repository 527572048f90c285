namespace Magistral.Contracts.Specs;

/// <summary>The supervised stage before reinforcement learning: a few, partly wrong, teacher traces teach the form of an answer.</summary>
[GenerateSerializer, Immutable, Alias("magistral.sft-spec")]
public sealed record SftSpec
{
    /// <summary>Optimizer steps; 0 leaves the supervised stage out.</summary>
    [Id(0), Setting("Optimizer steps; 0 leaves the supervised stage out.", Minimum = 0, Maximum = 10_000_000)]
    public int Steps { get; init; } = 600;

    /// <summary>Traces a step.</summary>
    [Id(1), Setting("Traces a step.", Minimum = 1, Maximum = 65536)]
    public int Batch { get; init; } = 32;

    /// <summary>Peak learning rate; falls to a tenth along a cosine.</summary>
    [Id(2), Setting("Peak learning rate; falls to a tenth along a cosine.", Minimum = 0, Maximum = 1)]
    public double LearningRate { get; init; } = 4e-3;

    /// <summary>Steps of linear warm-up.</summary>
    [Id(3), Setting("Steps of linear warm-up.", Minimum = 0, Maximum = 10_000_000)]
    public int WarmupSteps { get; init; } = 20;

    /// <summary>AdamW weight decay.</summary>
    [Id(4), Setting("AdamW weight decay.", Minimum = 0, Maximum = 1)]
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>Number of generated teacher traces of each RL stage, in order; none where problems come from files.</summary>
    [Id(5), Setting("Number of generated teacher traces of each RL stage, in order; none where problems come from files.", NotEmpty = true, Minimum = 0, Maximum = 1_000_000)]
    public IReadOnlyList<int> TracesPerStage { get; init; } = [1000, 2000, 4000];

    /// <summary>Share of the facts on which the teacher is unreliable.</summary>
    [Id(6), Setting("Share of the facts on which the teacher is unreliable.", Minimum = 0, Maximum = 1)]
    public double SlipShare { get; init; } = 0.36;

    /// <summary>How often the teacher errs on such a fact.</summary>
    [Id(7), Setting("How often the teacher errs on such a fact.", Minimum = 0, Maximum = 1)]
    public double SlipRate { get; init; } = 0.8;
}
