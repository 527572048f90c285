namespace Magistral.Contracts.Specs;

/// <summary>Everything that decides a run. Immutable; two runs with equal specs and seeds draw the same problems and start from the same weights.</summary>
[GenerateSerializer, Immutable, Alias("magistral.run-spec")]
public sealed record RunSpec
{
    /// <summary>Name of the run: [a-z0-9][a-z0-9._-]{0,62}.</summary>
    [Id(0), Setting(NotEmpty = true)]
    public string Name { get; init; } = "addition";

    /// <summary>Seed of all randomness in the run.</summary>
    [Id(1), Setting(Minimum = 0)]
    public long Seed { get; init; } = 1;

    /// <summary>The language model.</summary>
    [Id(2), Setting]
    public ModelSpec Model { get; init; } = new();

    /// <summary>The supervised stage before RL.</summary>
    [Id(3), Setting]
    public SftSpec Sft { get; init; } = new();

    /// <summary>The reinforcement learning.</summary>
    [Id(4), Setting]
    public RlSpec Rl { get; init; } = new();

    /// <summary>Weights of the reward axes.</summary>
    [Id(5), Setting]
    public RewardSpec Rewards { get; init; } = new();

    /// <summary>Stages of the curriculum, easiest first.</summary>
    [Id(6), Setting(NotEmpty = true)]
    public IReadOnlyList<StageSpec> Stages { get; init; } = [];

    /// <summary>Held-out evaluation.</summary>
    [Id(7), Setting]
    public EvaluationSpec Evaluation { get; init; } = new();

    /// <summary>Checkpoints.</summary>
    [Id(8), Setting]
    public CheckpointSpec Checkpoints { get; init; } = new();

    /// <summary>The RL stages, in order: what <c>evaluation</c> lists and stage indices count.</summary>
    public IReadOnlyList<StageSpec> RlStages() => [.. Stages.Where(stage => stage.Kind == StageKind.Rl)];

    /// <summary>The supervised stages, in order: files of examples.</summary>
    public IReadOnlyList<StageSpec> SftStages() => [.. Stages.Where(stage => stage.Kind == StageKind.Sft)];

    /// <summary>What the batch sizes are in the RL stage with this index.</summary>
    /// <param name="rlStage">Index among <see cref="RlStages"/>; the last stage stands for any index beyond it.</param>
    public BatchSizes SizesOf(int rlStage)
    {
        var stages = RlStages();
        var stage = stages[Math.Min(rlStage, stages.Count - 1)];
        return new(stage.NAsync ?? Rl.NAsync, stage.NBatch ?? Rl.NBatch, stage.NMinibatch ?? Rl.NMinibatch);
    }
}
