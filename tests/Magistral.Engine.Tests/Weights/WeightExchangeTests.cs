using Magistral.Engine.Tests.Models;
using Magistral.Engine.Weights;
using Xunit;

namespace Magistral.Engine.Tests.Weights;

public sealed class WeightExchangeTests
{
    [Fact]
    public void The_highest_version_is_the_newest_whatever_the_order()
    {
        var exchange = new WeightExchange();
        foreach (var version in (int[])[1, 3, 2]) exchange.Publish(new(version, new float[1]));
        Assert.Equal(3, exchange.NewestVersion);
    }

    [Fact]
    public void Publishers_at_the_same_time_leave_the_highest_version()
    {
        var exchange = new WeightExchange();
        Parallel.For(1, 500, version => exchange.Publish(new(version, new float[1])));
        Assert.Equal(499, exchange.NewestVersion);
    }

    [Fact]
    public async Task What_a_reader_holds_keeps_its_numbers_while_the_publisher_goes_on()
    {
        using var parameters = SmallModel.Parameters(SmallModel.Config(), 1);
        var exchange = new WeightExchange();
        var reading = Task.Run(() =>
        {
            while (exchange.NewestVersion is not 2_000)
                if (exchange.TakeNewest() is { } held)
                    using (held) Assert.Equal(-1, held.Values.Span.IndexOfAnyExcept((float)held.Version));
        }, TestContext.Current.CancellationToken);
        var values = new float[parameters.Layout.Length];
        for (var version = 1; version <= 2_000; version++)
        {
            Array.Fill(values, version);
            parameters.Load(values);
            exchange.Publish(parameters.Snapshot(version));
        }

        await reading;
    }

    [Fact]
    public void Publications_use_the_memory_of_those_that_nobody_holds()
    {
        using var parameters = SmallModel.Parameters(SmallModel.Config(), 1);
        var exchange = new WeightExchange();
        exchange.Publish(parameters.Snapshot(0));
        exchange.Publish(parameters.Snapshot(1));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var version = 2; version < 1_000; version++) exchange.Publish(parameters.Snapshot(version));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000L * 4 * parameters.Layout.Length / 10);
    }

    [Fact]
    public void Weights_that_everyone_let_go_cannot_be_read()
    {
        using var parameters = SmallModel.Parameters(SmallModel.Config(), 1);
        var snapshot = parameters.Snapshot(0);
        snapshot.Dispose();
        Assert.Throws<ObjectDisposedException>(() => snapshot.Values);
    }

    [Fact]
    public void The_content_hash_depends_on_the_values_alone() =>
        Assert.Equal(new WeightSnapshot(1, new float[] { 1, 2 }).ContentHash, new WeightSnapshot(2, new float[] { 1, 2 }).ContentHash);
}
