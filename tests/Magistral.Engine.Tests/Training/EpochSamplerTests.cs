using CsCheck;
using Magistral.Engine.Training;
using Xunit;

namespace Magistral.Engine.Tests.Training;

public sealed class EpochSamplerTests
{
    [Fact]
    public void Every_epoch_holds_every_example_once() => Gen.Select(Gen.Int[1, 50], Gen.Int[1, 20], Gen.Long).Sample((count, batch, seed) =>
    {
        var sampler = new EpochSampler(count, batch, seed);
        var drawn = Enumerable.Range(0, 3 * count).SelectMany(step => sampler.BatchAt(step)).Take(3 * count).Chunk(count);
        Assert.All(drawn, epoch => Assert.Equal(Enumerable.Range(0, count), epoch.Order()));
    });

    [Fact]
    public void A_step_gives_the_same_batch_when_the_run_resumes_there() => Gen.Select(Gen.Int[1, 50], Gen.Int[1, 20], Gen.Int[0, 40]).Sample((count, batch, step) =>
    {
        var run = new EpochSampler(count, batch, 3);
        for (var before = 0; before < step; before++) run.BatchAt(before);
        Assert.Equal(run.BatchAt(step), new EpochSampler(count, batch, 3).BatchAt(step));
    });
}
