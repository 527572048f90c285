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
}
