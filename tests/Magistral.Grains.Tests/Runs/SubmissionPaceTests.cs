using Magistral.Grains.Runs;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Magistral.Grains.Tests.Runs;

public sealed class SubmissionPaceTests
{
    private readonly FakeTimeProvider clock = new();

    [Fact]
    public void Many_at_once_need_not_wait_and_those_beyond_wait_their_turn()
    {
        var pace = new SubmissionPace(clock);
        for (var i = 0; i < SubmissionPace.Burst; i++)
            Assert.Equal(TimeSpan.Zero, pace.Next());
        Assert.Equal(SubmissionPace.Cost, pace.Next());
        clock.Advance(SubmissionPace.Cost);
        Assert.Equal(SubmissionPace.Cost, pace.Next());
    }

    [Fact]
    public void After_a_while_many_at_once_need_not_wait_again()
    {
        var pace = new SubmissionPace(clock);
        for (var i = 0; i < 2 * SubmissionPace.Burst; i++)
            pace.Next();
        clock.Advance(2 * SubmissionPace.Burst * SubmissionPace.Cost);
        Assert.Equal(TimeSpan.Zero, pace.Next());
    }

    [Fact]
    public void However_long_nothing_was_submitted_no_more_go_at_once()
    {
        var pace = new SubmissionPace(clock);
        clock.Advance(TimeSpan.FromHours(1));
        for (var i = 0; i < SubmissionPace.Burst; i++)
            Assert.Equal(TimeSpan.Zero, pace.Next());
        Assert.Equal(SubmissionPace.Cost, pace.Next());
    }
}
