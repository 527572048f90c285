using Magistral.Contracts.Specs;

namespace Magistral.Grains.Tests.Cluster;

/// <summary>Specs small enough to play through by hand.</summary>
public static class TestSpecs
{
    /// <summary>Groups of 4, minibatches of 2 groups, two stages.</summary>
    public static RunSpec Small { get; } = new()
    {
        Name = "small",
        Sft = new() { Steps = 10, TracesPerStage = [10, 10] },
        Rl = new() { GroupSize = 4, NAsync = 8, NBatch = 8, NMinibatch = 8, MaxStaleness = 1, LeaseSeconds = 60 },
        Stages =
        [
            new() { Name = "one", Problems = new() { Digits = 1 }, LMax = 40, LCache = 8, PromoteAt = 0.9, WindowGroups = 4, MixShare = 0 },
            new() { Name = "two", Problems = new() { Digits = 2 }, LMax = 48, LCache = 8, PromoteAt = 0.9, WindowGroups = 4, MixShare = 0 },
        ],
    };
}
