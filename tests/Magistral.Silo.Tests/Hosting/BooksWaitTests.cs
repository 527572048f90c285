using Magistral.Silo.Hosting;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Magistral.Silo.Tests.Hosting;

public sealed class BooksWaitTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly FakeTimeProvider clock = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_says_whether_something_changed_and_asks_with_what_it_knows()
    {
        var (asked, answers) = (new List<long>(), new Queue<long>([7, 7, 8]));
        var wait = new BooksWait((known, _, _) =>
        {
            asked.Add(known);
            return Task.FromResult(answers.Dequeue());
        }, clock);
        var changed = new List<bool>();
        while (answers.Count > 0)
            changed.Add(await wait.WaitAsync(Second, Cancellation));
        Assert.Equal([true, false, true], changed);
        Assert.Equal([0, 7, 7], asked);
    }

    [Fact]
    public async Task An_answer_that_is_lost_costs_the_deadline()
    {
        var wait = new BooksWait((_, _, _) => new TaskCompletionSource<long>().Task, clock).WaitAsync(Second, Cancellation);
        clock.Advance(Second);
        Assert.False(wait.IsCompleted); // the answer may be on its way
        clock.Advance(Second);
        Assert.False(await wait);
    }

    [Fact]
    public async Task Its_end_is_no_failure()
    {
        using var ending = new CancellationTokenSource();
        var wait = new BooksWait((_, _, _) => new TaskCompletionSource<long>().Task, clock).WaitAsync(Second, ending.Token);
        await ending.CancelAsync();
        Assert.False(await wait);
    }

    [Fact]
    public async Task A_failure_is_left_to_the_caller_s_own_call_after_a_pause()
    {
        var wait = new BooksWait((_, _, _) => Task.FromException<long>(new TimeoutException()), clock).WaitAsync(Second, Cancellation);
        Assert.False(wait.IsCompleted);
        clock.Advance(Second);
        Assert.False(await wait);
    }

    [Fact]
    public Task A_mistake_is_thrown() => Assert.ThrowsAsync<InvalidOperationException>(
        () => new BooksWait((_, _, _) => Task.FromException<long>(new InvalidOperationException()), clock).WaitAsync(Second, Cancellation));
}
