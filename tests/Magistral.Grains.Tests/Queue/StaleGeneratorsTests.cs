using Magistral.Grains.Queue;
using Magistral.Method.Staleness;
using Xunit;

namespace Magistral.Grains.Tests.Queue;

public sealed class StaleGeneratorsTests
{
    private readonly StaleGenerators stale = new();

    [Fact]
    public void Before_the_trainer_says_what_it_trains_nobody_waits() => Assert.False(Holds("g", 0, 0));

    [Fact]
    public void A_generator_that_does_not_say_what_it_serves_never_waits()
    {
        stale.Trains(new(9));
        Assert.False(stale.Holds("g", null, 0, out _));
    }

    [Theory]
    [InlineData(5, 0, false)]
    [InlineData(4, 0, true)]
    [InlineData(4, 1, false)]
    [InlineData(3, 1, true)]
    [InlineData(6, 0, false)] // published, and not trained on yet
    [InlineData(0, Admission.Unbounded, false)]
    public void A_generator_waits_when_its_version_lags_by_more_than_the_bound(int served, int maxStaleness, bool waits)
    {
        stale.Trains(new(5));
        Assert.Equal(waits, Holds("g", served, maxStaleness));
    }

    [Fact]
    public void Older_news_change_nothing()
    {
        stale.Trains(new(5));
        stale.Trains(new(3));
        Assert.True(Holds("g", 4, 0));
    }

    [Fact]
    public void That_it_waits_is_told_once_and_again_after_it_had_newer_weights()
    {
        stale.Trains(new(5));
        Assert.Equal(5, Told("g", 3));
        Assert.Null(Told("g", 3));
        Assert.Equal(5, Told("other", 3));
        Assert.Null(Told("g", 5));
        stale.Trains(new(7));
        Assert.Equal(7, Told("g", 5));
    }

    private bool Holds(string generatorId, int served, int maxStaleness) => stale.Holds(generatorId, new(served), maxStaleness, out _);

    private int? Told(string generatorId, int served)
    {
        stale.Holds(generatorId, new(served), 0, out var since);
        return since?.Number;
    }
}
