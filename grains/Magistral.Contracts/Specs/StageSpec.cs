namespace Magistral.Contracts.Specs;

/// <summary>One stage of the curriculum. The length limits belong to the problem's own stage; counts left out are those of <c>rl</c>.</summary>
[GenerateSerializer, Immutable, Alias("magistral.stage-spec")]
public sealed record StageSpec
{
    /// <summary>Name of the stage, unique in the run.</summary>
    [Id(0), Setting(NotEmpty = true)]
    public string Name { get; init; } = "";

    /// <summary>Whether the stage is reinforcement learning or supervised.</summary>
    [Id(1), Setting]
    public StageKind Kind { get; init; } = StageKind.Rl;

    /// <summary>Where the stage's problems come from.</summary>
    [Id(2), Setting]
    public ProblemSpec Problems { get; init; } = new();

    /// <summary>Maximum completion length in tokens.</summary>
    [Id(3), Setting(Minimum = 1, Maximum = 1048576)]
    public int LMax { get; init; } = 40;

    /// <summary>Soft zone before the limit, in tokens, in which the length penalty grows.</summary>
    [Id(4), Setting(Minimum = 0, Maximum = 1048576)]
    public int LCache { get; init; } = 8;

    /// <summary>Mean pass rate over the window at which the next stage begins; in the last stage, at which the run ends.</summary>
    [Id(5), Setting(Minimum = 0, Maximum = 1), Live(LiveFrom.Decision)]
    public double PromoteAt { get; init; } = 0.85;

    /// <summary>Groups of this stage in the promotion window.</summary>
    [Id(6), Setting(Minimum = 1, Maximum = 100_000), Live(LiveFrom.Decision)]
    public int WindowGroups { get; init; } = 32;

    /// <summary>Share of prompts drawn uniformly from all stages instead of this one.</summary>
    [Id(7), Setting(Minimum = 0, Maximum = 1), Live(LiveFrom.Group)]
    public double MixShare { get; init; } = 0.4;

    /// <summary>Sequences a generator keeps in flight in this stage.</summary>
    [Id(8), Setting(Minimum = 1, Maximum = 65536)]
    public int? NAsync { get; init; }

    /// <summary>Completions per batch that the trainer takes from the queue in this stage.</summary>
    [Id(9), Setting(Minimum = 1, Maximum = 65536)]
    public int? NBatch { get; init; }

    /// <summary>Completions per optimizer step in this stage.</summary>
    [Id(10), Setting(Minimum = 1, Maximum = 65536)]
    public int? NMinibatch { get; init; }
}
