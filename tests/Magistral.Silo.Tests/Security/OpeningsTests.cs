using Magistral.Silo.Security;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Magistral.Silo.Tests.Security;

public sealed class OpeningsTests
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);
    private readonly FakeTimeProvider clock = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_oldest_makes_way_once_it_had_its_grace()
    {
        var openings = new Openings(2, Grace, clock);
        var (first, second) = (await openings.BeginAsync(Cancellation), await openings.BeginAsync(Cancellation));
        var third = openings.BeginAsync(Cancellation);
        Assert.False(third.IsCompleted);
        clock.Advance(Grace);
        await third.WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
        Assert.True(first.Dropped.IsCancellationRequested);
        Assert.False(second.Dropped.IsCancellationRequested);
    }

    [Fact]
    public async Task Those_who_leave_at_once_are_let_in_no_faster()
    {
        var openings = new Openings(2, Grace, clock);
        for (var i = 0; i < 2; i++)
            (await openings.BeginAsync(Cancellation)).Dispose();
        var third = openings.BeginAsync(Cancellation);
        Assert.False(third.IsCompleted);
        clock.Advance(Grace);
        await third.WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
    }
}
