using Magistral.Contracts;
using Magistral.Silo.Hosting;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Magistral.Silo.Tests.Hosting;

public sealed class GrainCallsTests
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly FakeTimeProvider clock = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_grain_that_never_answers_ends_the_wait_with_a_reason()
    {
        var call = new GrainCalls(clock, Patience).CallAsync<int>(_ => new TaskCompletionSource<int>().Task, Cancellation);
        var error = await Assert.ThrowsAsync<TimeoutException>(() => PassTimeAsync(call));
        Assert.Contains("asked for 60 s", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_last_word_that_nobody_takes_is_given_up()
    {
        var untold = await PassTimeAsync(new GrainCalls(clock, Patience).TryOnceAsync(_ => new TaskCompletionSource().Task));
        Assert.IsType<TaskCanceledException>(untold);
    }

    [Fact]
    public async Task A_failure_that_passes_is_asked_again_and_one_that_names_its_mend_is_not()
    {
        var asked = 0;
        Assert.Equal(3, await PassTimeAsync(new GrainCalls(clock, Patience).CallAsync(_ => ++asked < 3 ? throw new TimeoutException() : Task.FromResult(asked), Cancellation)));
        asked = 0;
        await Assert.ThrowsAsync<MagistralException>(() => new GrainCalls(clock, Patience).CallAsync<int>(
            _ => ++asked > 0 ? throw new MagistralException("the disk is full", "free space") : Task.FromResult(0), Cancellation));
        Assert.Equal(1, asked);
    }

    private async Task<T> PassTimeAsync<T>(Task<T> call)
    {
        while (!call.IsCompleted)
        {
            clock.Advance(Period);
            await Task.Yield();
        }
        return await call;
    }
}
