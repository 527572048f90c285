using Magistral.Grains.Runs;
using Xunit;

namespace Magistral.Grains.Tests.Runs;

public sealed class RunClockTests
{
    [Fact]
    public void Wall_time_adds_up_over_sessions_and_a_killed_one_counts_as_far_as_it_was_heard_of()
    {
        var start = DateTimeOffset.UnixEpoch;
        var clock = new RunClock().Begin(new("a", start), start.AddSeconds(1)).Seen(start.AddSeconds(10), stepped: true);
        clock = clock.Begin(new("b", start.AddSeconds(100)), start.AddSeconds(101)).End(start.AddSeconds(105));
        Assert.Equal(15, clock.WallSeconds(start.AddSeconds(200)));
        Assert.Equal(10, clock.SecondsToFirstStep);
    }

    [Fact]
    public void A_session_that_begins_again_changes_nothing()
    {
        var clock = new RunClock().Begin(new("a", Start), Start.AddSeconds(1));
        Assert.Same(clock, clock.Begin(new("a", Start.AddSeconds(50)), Start.AddSeconds(60)));
        Assert.Equal(Start.AddSeconds(1), clock.LastSeenAt);
    }

    [Fact]
    public void Only_the_first_step_is_the_first()
    {
        var clock = new RunClock().Begin(new("a", Start), Start).Seen(Start.AddSeconds(5), stepped: false);
        Assert.Null(clock.SecondsToFirstStep);
        Assert.Equal(9, clock.Seen(Start.AddSeconds(9), stepped: true).Seen(Start.AddSeconds(20), stepped: true).SecondsToFirstStep);
    }

    [Fact]
    public void Between_sessions_and_before_a_process_started_no_time_passes()
    {
        var ended = new RunClock().Begin(new("a", Start), Start).End(Start.AddSeconds(7));
        Assert.Equal(7, ended.WallSeconds(Start.AddHours(1)));
        Assert.Equal(7, ended.Begin(new("b", Start.AddHours(2)), Start.AddHours(1)).WallSeconds(Start.AddHours(1)));
    }

    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch;
}
