using Magistral.Method.Curriculum;
using Magistral.Method.Advantages;
using Magistral.Method.Objectives;
namespace Magistral.Contracts.Specs;

/// <summary>The asynchronous reinforcement learning of a run. Names as in METHOD; counts are in completions unless said otherwise.</summary>
[GenerateSerializer, Immutable, Alias("magistral.rl-spec")]
public sealed record RlSpec
{
    /// <summary>Policy-gradient objective.</summary>
    [Id(0), Setting, Live(LiveFrom.Batch)]
    public ObjectiveKind Objective { get; init; } = ObjectiveKind.ClipHigher;

    /// <summary>How token losses are aggregated.</summary>
    [Id(1), Setting, Live(LiveFrom.Batch)]
    public AggregationKind Aggregation { get; init; } = AggregationKind.GroupTokenMean;

    /// <summary>How advantages are computed from rewards.</summary>
    [Id(2), Setting, Live(LiveFrom.Group)]
    public AdvantageKind Advantage { get; init; } = AdvantageKind.Minibatch;

    /// <summary>What decides whether a group has signal.</summary>
    [Id(3), Setting, Live(LiveFrom.Group)]
    public GroupFilterKind GroupFilter { get; init; } = GroupFilterKind.Reward;

    /// <summary>Lower clip distance of the importance ratio.</summary>
    [Id(4), Setting(Minimum = 0, Maximum = 1), Live(LiveFrom.Batch)]
    public double ClipLow { get; init; } = 0.2;

    /// <summary>Upper clip distance of the importance ratio (clip-higher).</summary>
    [Id(5), Setting(Minimum = 0, Maximum = 10), Live(LiveFrom.Batch)]
    public double ClipHigh { get; init; } = 0.28;

    /// <summary>Additional importance weight besides the clipped ratio.</summary>
    [Id(6), Setting, Live(LiveFrom.Batch)]
    public ImportanceKind Importance { get; init; } = ImportanceKind.None;

    /// <summary>Cap of the importance weight.</summary>
    [Id(7), Setting(Minimum = 1, Maximum = 1_000_000), Live(LiveFrom.Batch)]
    public double ImportanceCap { get; init; } = 2;

    /// <summary>Completions per prompt group (G).</summary>
    [Id(8), Setting(Minimum = 2, Maximum = 4096)]
    public int GroupSize { get; init; } = 16;

    /// <summary>Sequences a generator keeps in flight.</summary>
    [Id(9), Setting(Minimum = 1, Maximum = 65536)]
    public int NAsync { get; init; } = 128;

    /// <summary>Completions per batch that the trainer takes from the queue.</summary>
    [Id(10), Setting(Minimum = 1, Maximum = 65536)]
    public int NBatch { get; init; } = 128;

    /// <summary>Completions per optimizer step; divides n_batch.</summary>
    [Id(11), Setting(Minimum = 1, Maximum = 65536)]
    public int NMinibatch { get; init; } = 128;

    /// <summary>Maximum staleness in weight versions; 0 is synchronous, -1 is unbounded.</summary>
    [Id(12), Setting(Minimum = -1, Maximum = 1_000_000), Live(LiveFrom.Decision)]
    public int MaxStaleness { get; init; } = 1;

    /// <summary>Sampling temperature in training.</summary>
    [Id(13), Setting(Minimum = 0.01, Maximum = 10)]
    public double Temperature { get; init; } = 1.0;

    /// <summary>Nucleus sampling: smallest set of tokens with this probability; 1 is off.</summary>
    [Id(14), Setting(Minimum = 0.01, Maximum = 1), Live(LiveFrom.Decision)]
    public double TopP { get; init; } = 1.0;

    /// <summary>Samples from the k most likely tokens; 0 is off.</summary>
    [Id(15), Setting(Minimum = 0, Maximum = 1_000_000), Live(LiveFrom.Decision)]
    public int TopK { get; init; }

    /// <summary>Learning rate after warm-up; 0 leaves the weights unchanged.</summary>
    [Id(16), Setting(Minimum = 0, Maximum = 1), Live(LiveFrom.Batch)]
    public double LearningRate { get; init; } = 3e-4;

    /// <summary>Steps of linear warm-up.</summary>
    [Id(17), Setting(Minimum = 0, Maximum = 10_000_000), Live(LiveFrom.Batch)]
    public int WarmupSteps { get; init; } = 5;

    /// <summary>AdamW decay rates of the two moments.</summary>
    [Id(18), Setting(Minimum = 0, Maximum = 0.99999)]
    public IReadOnlyList<double> Betas { get; init; } = [0.9, 0.95];

    /// <summary>AdamW weight decay.</summary>
    [Id(19), Setting(Minimum = 0, Maximum = 1), Live(LiveFrom.Batch)]
    public double WeightDecay { get; init; }

    /// <summary>Gradient clipping: maximum global norm; 0 is off.</summary>
    [Id(20), Setting(Minimum = 0, Maximum = 1_000_000), Live(LiveFrom.Batch)]
    public double GradientClip { get; init; } = 1.0;

    /// <summary>Maximum tokens per micro-batch, padding included.</summary>
    [Id(21), Setting(Minimum = 8, Maximum = 16_777_216)]
    public int MicrobatchTokens { get; init; } = 1536;

    /// <summary>Optimizer steps after which the run completes; 0 is unlimited.</summary>
    [Id(22), Setting(Minimum = 0, Maximum = 100_000_000), Live(LiveFrom.Batch)]
    public int MaxSteps { get; init; } = 400;

    /// <summary>Seconds of RL after which the run completes; 0 is unlimited.</summary>
    [Id(23), Setting(Minimum = 0, Maximum = 315_360_000), Live(LiveFrom.Batch)]
    public double MaxSeconds { get; init; }

    /// <summary>Seconds after which a silent generator loses its leased groups; a run that hears from no generator for as long fails.</summary>
    [Id(24), Setting(Minimum = 1, Maximum = 86400)]
    public double LeaseSeconds { get; init; } = 120;
}
