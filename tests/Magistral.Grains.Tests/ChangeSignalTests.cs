using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Magistral.Grains.Tests;

public sealed class ChangeSignalTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly FakeTimeProvider clock = new();
    private readonly ChangeSignal signal;

    public ChangeSignalTests() => signal = new(clock);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_who_wait_are_answered_with_the_next_count()
    {
        var known = signal.Count;
        var waits = new[] { WaitAsync(known), WaitAsync(known) };
        Assert.All(waits, wait => Assert.False(wait.IsCompleted));
        signal.Raise();
        Assert.All(await Task.WhenAll(waits), count => Assert.Equal(known + 1, count));
    }

    [Fact]
    public async Task Who_knows_another_count_is_answered_at_once() => Assert.Equal(signal.Count, await WaitAsync(signal.Count - 1));

    [Fact]
    public async Task A_change_before_the_wait_is_not_missed()
    {
        var known = signal.Count;
        signal.Raise();
        Assert.Equal(known + 1, await WaitAsync(known));
    }

    [Fact]
    public async Task A_deadline_ends_a_wait_with_the_same_count()
    {
        var wait = WaitAsync(signal.Count);
        clock.Advance(Second / 2);
        Assert.False(wait.IsCompleted);
        clock.Advance(Second / 2);
        Assert.Equal(signal.Count, await wait);
    }

    [Fact]
    public async Task Nobody_waits_longer_than_the_longest_wait()
    {
        var wait = signal.WaitAsync(signal.Count, TimeSpan.FromHours(1), Cancellation);
        clock.Advance(ChangeSignal.Longest);
        Assert.Equal(signal.Count, await wait);
    }

    [Fact]
    public async Task Cancellation_ends_a_wait_and_leaves_the_others()
    {
        using var ending = new CancellationTokenSource();
        var (cancelled, other) = (signal.WaitAsync(signal.Count, Second, ending.Token), WaitAsync(signal.Count));
        await ending.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.False(other.IsCompleted);
        signal.Raise();
        await other;
    }

    [Fact]
    public async Task When_the_silo_stops_nobody_waits()
    {
        using var stopping = new CancellationTokenSource();
        var stopped = new ChangeSignal(clock, stopping.Token);
        var wait = stopped.WaitAsync(stopped.Count, Second, Cancellation);
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopped.WaitAsync(stopped.Count, Second, Cancellation));
    }

    private Task<long> WaitAsync(long known) => signal.WaitAsync(known, Second, Cancellation);
}
