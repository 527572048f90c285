using System.Runtime.CompilerServices;
using Magistral.Grains;
using Microsoft.Extensions.Logging;

namespace Magistral.Silo.Hosting;

/// <summary>
/// Calls from workers to grains: each has a deadline, and those that fail in passing are made again: in a cluster for as long as it needs to notice a
/// dead silo and go on without it. Grain calls may be repeated by contract.
/// </summary>
/// <param name="clock">The clock.</param>
/// <param name="patience">For how long a failing call is made again.</param>
/// <param name="log">Where calls that got no answer are named; nowhere by default.</param>
/// <param name="deadline">After which a call without an answer is taken for lost; 30 s by default.</param>
/// <remarks>Thread-safe.</remarks>
public sealed partial class GrainCalls(TimeProvider clock, TimeSpan patience, TimeSpan? deadline = null, ILogger<GrainCalls>? log = null)
{
    private readonly TimeSpan limit = deadline ?? TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LastDeadline = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>Makes a call, again after a pause that doubles while it fails in passing; the last failure is thrown.</summary>
    /// <param name="call">The call.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <param name="what">Names it in the log; the call's own text by default.</param>
    /// <exception cref="TimeoutException">No answer came within the deadline, at the last attempt.</exception>
    public async Task<T> CallAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellation, [CallerArgumentExpression(nameof(call))] string what = "")
    {
        var started = clock.GetTimestamp();
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            using var due = new CancellationTokenSource(limit, clock);
            using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellation, due.Token);
            try
            {
                return await call(linked.Token).WaitAsync(linked.Token);
            }
            catch (Exception error) when (!cancellation.IsCancellationRequested && GrainFaults.MayPass(error) && clock.GetElapsedTime(started) < patience)
            {
                if (log is not null && due.IsCancellationRequested)
                    LogUnanswered(log, what, limit.TotalSeconds);
                await Task.Delay(pause, clock, cancellation);
            }
            catch (OperationCanceledException error) when (!cancellation.IsCancellationRequested)
            {
                throw new TimeoutException($"no answer came within {limit.TotalSeconds:0} s, asked for {patience.TotalSeconds:0} s: {what}", error);
            }
        }
    }

    /// <summary>Makes a call without an answer.</summary>
    public Task CallAsync(Func<CancellationToken, Task> call, CancellationToken cancellation, [CallerArgumentExpression(nameof(call))] string what = "") =>
        CallAsync(async token =>
        {
            await call(token);
            return true;
        }, cancellation, what);

    /// <summary>Waits for changes of a grain's books; a wait that fails is named in the log.</summary>
    internal BooksWait WaitsOf(Func<long, TimeSpan, CancellationToken, Task<long>> wait, [CallerArgumentExpression(nameof(wait))] string what = "") => new(wait, clock, error =>
    {
        if (log is not null)
            LogWaitFailed(log, what, error.Message);
    });

    /// <summary>Makes a call once, on the way out of something worse, within a few seconds.</summary>
    /// <returns>Why it failed; null when it did not.</returns>
    public async Task<Exception?> TryOnceAsync(Func<CancellationToken, Task> call)
    {
        using var deadline = new CancellationTokenSource(LastDeadline, clock);
        try
        {
            await call(deadline.Token).WaitAsync(deadline.Token);
            return null;
        }
        catch (Exception error) // handed to the caller, who has a failure to name already
        {
            return error;
        }
    }

    [LoggerMessage(2011, LogLevel.Warning, "A call got no answer within {Seconds:0.#} s, it is made again: {Call}")]
    private static partial void LogUnanswered(ILogger log, string call, double seconds);

    [LoggerMessage(2012, LogLevel.Warning, "A wait for a change failed, the books are asked in its place: {Wait}: {Reason}")]
    private static partial void LogWaitFailed(ILogger log, string wait, string reason);
}
