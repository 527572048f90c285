using System.Collections.Concurrent;

namespace Magistral.Silo.Hosting;

/// <summary>A thread of its own for native work, so that none runs on the pool or inside a grain's turn. Work runs in order.</summary>
/// <remarks>Thread-safe. Disposing waits for the work at hand.</remarks>
public sealed class NativeThread : IDisposable
{
    private readonly BlockingCollection<Action> work = [];
    private readonly Thread thread;

    /// <param name="name">Shown by debuggers.</param>
    /// <param name="yields">Whether it gives way to the process's other threads when all want the cores.</param>
    public NativeThread(string name, bool yields = false)
    {
        thread = new Thread(() => Run(yields)) { Name = name, IsBackground = true };
        thread.Start();
    }

    /// <summary>Runs work on the thread; its exception is the task's.</summary>
    public Task<T> RunAsync<T>(Func<T> function)
    {
        var completion = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        work.Add(() =>
        {
            try
            {
                completion.SetResult(function());
            }
            catch (Exception error) // handed to whoever awaits
            {
                completion.SetException(error);
            }
        });
        return completion.Task;
    }

    /// <summary>Runs work without a result on the thread.</summary>
    public Task RunAsync(Action action) => RunAsync(() =>
    {
        action();
        return true;
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        work.CompleteAdding();
        thread.Join();
        work.Dispose();
    }

    private void Run(bool yields)
    {
        if (yields)
            ThreadNiceness.Lower();
        foreach (var action in work.GetConsumingEnumerable())
            action();
    }
}
