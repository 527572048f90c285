using System.Collections.Concurrent;

namespace Magistral.Verifiers.Code.Sandboxing;

/// <summary>A few threads of their own on which sandboxes are started and waited for, so that nobody else's thread ever waits.</summary>
/// <remarks>Thread-safe. The threads live until the pool is disposed, as sandboxes need.</remarks>
internal sealed class SandboxThreads : IDisposable
{
    private readonly BlockingCollection<Action> work = [];
    private readonly Thread[] threads;

    /// <summary>Starts the threads that own the sandboxes.</summary>
    /// <param name="count">How many sandboxes may run at once, ≥ 1.</param>
    public SandboxThreads(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        threads = [.. Enumerable.Range(0, count).Select(i => new Thread(Serve) { IsBackground = true, Name = $"sandbox {i}" })];
        foreach (var thread in threads) thread.Start();
    }

    /// <summary>Does some work on one of the threads, when one is free.</summary>
    /// <param name="job">The work; it looks at the token itself once it runs.</param>
    /// <param name="cancellation">Takes the work out of the queue.</param>
    /// <exception cref="ObjectDisposedException">The pool was disposed.</exception>
    public Task<T> RunAsync<T>(Func<T> job, CancellationToken cancellation)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            work.Add(() => Complete(result, job, cancellation), cancellation);
        }
        catch (InvalidOperationException)
        {
            throw new ObjectDisposedException(nameof(SandboxThreads));
        }
        return result.Task;
    }

    /// <summary>Lets what is queued end, then ends the threads.</summary>
    public void Dispose()
    {
        work.CompleteAdding();
        foreach (var thread in threads) thread.Join();
        work.Dispose();
    }

    private static void Complete<T>(TaskCompletionSource<T> result, Func<T> job, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            result.SetCanceled(cancellation);
            return;
        }
        try
        {
            result.SetResult(job());
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            result.SetCanceled(cancellation);
        }
        catch (Exception fault) // whatever it is belongs to whoever waits for the result
        {
            result.SetException(fault);
        }
    }

    private void Serve()
    {
        foreach (var job in work.GetConsumingEnumerable()) job();
    }
}
