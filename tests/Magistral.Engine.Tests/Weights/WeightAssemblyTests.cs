using Magistral.Engine.Weights;
using Xunit;

namespace Magistral.Engine.Tests.Weights;

public sealed class WeightAssemblyTests
{
    private const int FrameBytes = 64;
    private static readonly float[] Values = [.. Enumerable.Range(0, 100).Select(i => i / 7f)];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Weights_put_together_frame_by_frame_are_the_weights()
    {
        using var source = new WeightAssembly(new WeightSnapshot(3, Values, FrameBytes));
        using var target = Empty(source);
        for (var frame = 0; !target.IsComplete; frame++)
        {
            source.Frame(frame).CopyTo(target.Next);
            Assert.True(target.Accept());
        }

        using var weights = target.ToSnapshot();
        Assert.Equal((3, source.Manifest.ContentHash), (weights.Version, weights.ContentHash));
        Assert.Equal(Values, weights.Values.ToArray());
    }

    [Fact]
    public void A_wrong_frame_does_not_count_and_the_right_one_may_follow()
    {
        using var source = new WeightAssembly(new WeightSnapshot(3, Values, FrameBytes));
        using var target = Empty(source);
        source.Frame(1).CopyTo(target.Next);
        Assert.False(target.Accept());
        Assert.Equal(0, target.Arrived);
        source.Frame(0).CopyTo(target.Next);
        Assert.True(target.Accept());
    }

    [Fact]
    public void Weights_that_are_not_whole_cannot_be_used()
    {
        using var source = new WeightAssembly(new WeightSnapshot(3, Values, FrameBytes));
        using var target = Empty(source);
        Assert.Throws<InvalidOperationException>(target.ToSnapshot);
        Assert.Throws<ArgumentOutOfRangeException>(() => target.Frame(0));
    }

    [Fact]
    public async Task Whoever_waits_for_a_frame_goes_on_when_it_is_there()
    {
        using var source = new WeightAssembly(new WeightSnapshot(3, Values, FrameBytes));
        using var target = Empty(source);
        var waiting = target.WaitAsync(1, Cancellation).AsTask();
        for (var frame = 0; frame < 2; frame++)
        {
            Assert.False(waiting.IsCompleted);
            source.Frame(frame).CopyTo(target.Next);
            target.Accept();
        }

        await waiting;
    }

    [Fact]
    public void Memory_that_everyone_let_go_serves_the_next_weights()
    {
        var buffers = new WeightBuffers(1 << 16);
        var manifest = WeightManifest.Of(new float[1 << 16]);
        new WeightAssembly(0, manifest, buffers).Dispose();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var version = 1; version < 100; version++) new WeightAssembly(version, manifest, buffers).Dispose();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 16);
    }

    [Fact]
    public void Memory_of_another_size_is_refused() =>
        Assert.Throws<WeightShapeException>(() => new WeightAssembly(0, WeightManifest.Of(new float[4]), new WeightBuffers(5)));

    private static WeightAssembly Empty(WeightAssembly source) => new(source.Version, source.Manifest, new WeightBuffers(Values.Length));
}
