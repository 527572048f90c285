using Magistral.Method.Curriculum;
using Magistral.Method.Advantages;
using Magistral.Method.Objectives;
namespace Magistral.Contracts.Specs;

/// <summary>The asynchronous reinforcement learning of a run. Names as in METHOD; counts are in completions unless said otherwise.</summary>
[GenerateSerializer, Immutable, Alias("magistral.rl-spec")]
public sealed record RlSpec
{
    /// <summary>Policy-gradient objective.</summary>
    [Id(0), Setting("Policy-gradient objective."), Live(LiveFrom.Batch)]
    public ObjectiveKind Objective { get; init; } = ObjectiveKind.ClipHigher;

    /// <summary>How token losses become one number.</summary>
    [Id(1), Setting("How token losses become one number."), Live(LiveFrom.Batch)]
    public AggregationKind Aggregation { get; init; } = AggregationKind.GroupTokenMean;

    /// <summary>How rewards become advantages.</summary>
    [Id(2), Setting("How rewards become advantages."), Live(LiveFrom.Group)]
    public AdvantageKind Advantage { get; init; } = AdvantageKind.Minibatch;

    /// <summary>What tells whether a group has signal.</summary>
    [Id(3), Setting("What tells whether a group has signal."), Live(LiveFrom.Group)]
    public GroupFilterKind GroupFilter { get; init; } = GroupFilterKind.Reward;

    /// <summary>Lower clip distance of the importance ratio.</summary>
    [Id(4), Setting("Lower clip distance of the importance ratio.", Minimum = 0, Maximum = 1), Live(LiveFrom.Batch)]
    public double ClipLow { get; init; } = 0.2;

    /// <summary>Upper clip distance of the importance ratio (clip-higher).</summary>
    [Id(5), Setting("Upper clip distance of the importance ratio (clip-higher).", Minimum = 0, Maximum = 10), Live(LiveFrom.Batch)]
    public double ClipHigh { get; init; } = 0.28;

    /// <summary>An importance weight beside the clipped ratio.</summary>
    [Id(6), Setting("An importance weight beside the clipped ratio."), Live(LiveFrom.Batch)]
    public ImportanceKind Importance { get; init; } = ImportanceKind.None;

    /// <summary>Cap of the importance weight.</summary>
    [Id(7), Setting("Cap of the importance weight.", Minimum = 1, Maximum = 1_000_000), Live(LiveFrom.Batch)]
    public double ImportanceCap { get; init; } = 2;

    /// <summary>Completions a prompt group, G.</summary>
    [Id(8), Setting("Completions a prompt group, G.", Minimum = 2, Maximum = 4096)]
    public int GroupSize { get; init; } = 16;

    /// <summary>Sequences a generator keeps in flight.</summary>
    [Id(9), Setting("Sequences a generator keeps in flight.", Minimum = 1, Maximum = 65536)]
    public int NAsync { get; init; } = 128;

    /// <summary>Completions the trainer takes at once.</summary>
    [Id(10), Setting("Completions the trainer takes at once.", Minimum = 1, Maximum = 65536)]
    public int NBatch { get; init; } = 128;

    /// <summary>Completions of one optimizer step; divides n_batch.</summary>
    [Id(11), Setting("Completions of one optimizer step; divides n_batch.", Minimum = 1, Maximum = 65536)]
    public int NMinibatch { get; init; } = 128;

    /// <summary>Bound of the lag in weight versions; 0 is synchronous, -1 is unbounded.</summary>
    [Id(12), Setting("Bound of the lag in weight versions; 0 is synchronous, -1 is unbounded.", Minimum = -1, Maximum = 1_000_000), Live(LiveFrom.Decision)]
    public int MaxStaleness { get; init; } = 1;

    /// <summary>Sampling temperature in training.</summary>
    [Id(13), Setting("Sampling temperature in training.", Minimum = 0.01, Maximum = 10)]
    public double Temperature { get; init; } = 1.0;

    /// <summary>Nucleus sampling: the least set of tokens with this probability; 1 is off.</summary>
    [Id(14), Setting("Nucleus sampling: the least set of tokens with this probability; 1 is off.", Minimum = 0.01, Maximum = 1), Live(LiveFrom.Decision)]
    public double TopP { get; init; } = 1.0;

    /// <summary>Sampling from the k likeliest tokens; 0 is off.</summary>
    [Id(15), Setting("Sampling from the k likeliest tokens; 0 is off.", Minimum = 0, Maximum = 1_000_000), Live(LiveFrom.Decision)]
    public int TopK { get; init; }

    /// <summary>Learning rate after warm-up; 0 leaves the weights as they are.</summary>
    [Id(16), Setting("Learning rate after warm-up; 0 leaves the weights as they are.", Minimum = 0, Maximum = 1), Live(LiveFrom.Batch)]
    public double LearningRate { get; init; } = 3e-4;

    /// <summary>Steps of linear warm-up.</summary>
    [Id(17), Setting("Steps of linear warm-up.", Minimum = 0, Maximum = 10_000_000), Live(LiveFrom.Batch)]
    public int WarmupSteps { get; init; } = 5;

    /// <summary>AdamW decay rates of the two moments.</summary>
    [Id(18), Setting("AdamW decay rates of the two moments.", Minimum = 0, Maximum = 0.99999)]
    public IReadOnlyList<double> Betas { get; init; } = [0.9, 0.95];

    /// <summary>AdamW weight decay.</summary>
    [Id(19), Setting("AdamW weight decay.", Minimum = 0, Maximum = 1), Live(LiveFrom.Batch)]
    public double WeightDecay { get; init; }

    /// <summary>Largest global norm of the gradient; 0 is off.</summary>
    [Id(20), Setting("Largest global norm of the gradient; 0 is off.", Minimum = 0, Maximum = 1_000_000), Live(LiveFrom.Batch)]
    public double GradientClip { get; init; } = 1.0;

    /// <summary>Tokens of one micro-batch, padding included.</summary>
    [Id(21), Setting("Tokens of one micro-batch, padding included.", Minimum = 8, Maximum = 16_777_216)]
    public int MicrobatchTokens { get; init; } = 1536;

    /// <summary>Optimizer steps after which the run completes; 0 is no limit.</summary>
    [Id(22), Setting("Optimizer steps after which the run completes; 0 is no limit.", Minimum = 0, Maximum = 100_000_000), Live(LiveFrom.Batch)]
    public int MaxSteps { get; init; } = 400;

    /// <summary>Seconds of RL after which the run completes; 0 is no limit.</summary>
    [Id(23), Setting("Seconds of RL after which the run completes; 0 is no limit.", Minimum = 0, Maximum = 315_360_000), Live(LiveFrom.Batch)]
    public double MaxSeconds { get; init; }

    /// <summary>Seconds a generator may hold a group before it is leased again; a run without a sign of a generator for as long fails.</summary>
    [Id(24), Setting("Seconds a generator may hold a group before it is leased again; a run without a sign of a generator for as long fails.", Minimum = 1, Maximum = 86400)]
    public double LeaseSeconds { get; init; } = 120;
}
