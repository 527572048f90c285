using Magistral.Contracts.Specs;
using Magistral.Engine.Generation.Decoding;
using Magistral.Engine.Models;
using Magistral.Silo.Models;
using Xunit;

namespace Magistral.Silo.Tests.Models;

public sealed class PlannedGeneratorTests : IDisposable
{
    private readonly ExportedFolder folder = new(TokenizerKind.Characters);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Without_weights_it_begins_with_those_of_the_model_as_version_0()
    {
        using var start = folder.Plan.Start(ComputeDevice.Cpu);
        using var weights = start.Trained.Snapshot(3);
        using var fresh = new PlannedGenerator(folder.Plan, null, new() { Slots = 2 });
        using var given = new PlannedGenerator(folder.Plan, weights, new() { Slots = 2 });
        Assert.Equal((0, 3), (fresh.Generator.WeightsVersion, given.Generator.WeightsVersion));
        Assert.Equal(Sample(fresh.Generator), Sample(given.Generator));
    }

    [Fact]
    public void With_an_adapter_it_is_given_the_adapters_weights_alone()
    {
        var adapted = ModelPlan.Of(ExportedFolder.SpecOf(new() { Path = folder.DirectoryPath, Context = 48, Lora = new() { Rank = 2 } }), TimeProvider.System);
        using var start = adapted.Start(ComputeDevice.Cpu);
        using var weights = start.Trained.Snapshot(7);
        using var whole = new PlannedGenerator(folder.Plan, null, new() { Slots = 2 });
        using var fresh = new PlannedGenerator(adapted, null, new() { Slots = 2 });
        using var given = new PlannedGenerator(adapted, weights, new() { Slots = 2 });
        Assert.Equal((0, 7), (fresh.Generator.WeightsVersion, given.Generator.WeightsVersion));
        Assert.Equal(Sample(whole.Generator), Sample(fresh.Generator));
        Assert.Equal(Sample(whole.Generator), Sample(given.Generator)); // the adapter learnt nothing yet
        using var next = start.Trained.Snapshot(8);
        given.Generator.ApplyWeights(next);   // which are folded into the frozen ones
        Assert.Equal(8, given.Generator.WeightsVersion);
        Assert.Equal(Sample(whole.Generator), Sample(given.Generator));
    }

    [Fact]
    public void A_missing_model_or_size_is_refused()
    {
        Assert.Throws<ArgumentNullException>("model", () => new PlannedGenerator(null!, null, new()));
        Assert.Throws<ArgumentNullException>("options", () => new PlannedGenerator(folder.Plan, null, null!));
    }

    private static int[] Sample(TorchGenerator generator)
    {
        generator.Add(new() { Id = 1, PromptTokens = [5, 6, 7], MaxNewTokens = 12, Temperature = 0 });
        while (true)
            if (generator.Step() is [var finished])
                return [.. finished.Completion.Tokens];
    }
}
