namespace Magistral.Contracts.Specs;

/// <summary>When checkpoints are written and how many stay.</summary>
[GenerateSerializer, Immutable, Alias("magistral.checkpoint-spec")]
public sealed record CheckpointSpec
{
    /// <summary>Optimizer steps between checkpoints.</summary>
    [Id(0), Setting(Minimum = 1, Maximum = 100_000_000), Live(LiveFrom.Batch)]
    public int EverySteps { get; init; } = 25;

    /// <summary>Number of committed checkpoints to keep.</summary>
    [Id(1), Setting(Minimum = 1, Maximum = 10_000), Live(LiveFrom.Decision)]
    public int Keep { get; init; } = 3;
}
