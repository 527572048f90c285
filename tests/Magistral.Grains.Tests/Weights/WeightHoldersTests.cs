using Magistral.Contracts.Weights;
using Magistral.Grains.Weights;
using Magistral.Method.Generation;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Magistral.Grains.Tests.Weights;

public sealed class WeightHoldersTests
{
    private static readonly WeightEndpoint One = new("10.0.0.1", 11501);
    private static readonly WeightEndpoint OtherPort = new("10.0.0.1", 11502);
    private static readonly WeightEndpoint Two = new("10.0.0.2", 11500);
    private readonly FakeTimeProvider clock = new();

    [Fact]
    public void Holders_are_listed_by_host_and_port_whoever_came_first()
    {
        var holders = new WeightHolders(clock);
        foreach (var endpoint in new[] { Two, OtherPort, One })
            holders.Note(endpoint, new WeightVersion(3));
        Assert.Equal([One, OtherPort, Two], holders.List().Select(holder => holder.Endpoint));
    }

    [Fact]
    public void Who_says_nothing_for_30_seconds_holds_nothing_any_more()
    {
        var holders = new WeightHolders(clock);
        holders.Note(One, new WeightVersion(3));
        clock.Advance(TimeSpan.FromSeconds(20));
        holders.Note(Two, null);
        clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal([new WeightHolder(One, new WeightVersion(3)), new WeightHolder(Two, null)], holders.List());
        clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal([new WeightHolder(Two, null)], holders.List());
        holders.Note(One, new WeightVersion(4));
        Assert.Equal([new WeightVersion(4), null], holders.List().Select(holder => holder.Version));
    }

    [Fact]
    public void Who_leaves_is_forgotten()
    {
        var holders = new WeightHolders(clock);
        holders.Note(One, null);
        holders.Note(Two, null);
        holders.Forget(One);
        Assert.Equal([Two], holders.List().Select(holder => holder.Endpoint));
    }
}
