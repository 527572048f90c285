using System.Runtime.ExceptionServices;

namespace Magistral.Engine.Lanes;

/// <summary>Runs the same work on several lanes at once: lane 0 on the calling thread, each other on a thread of its own.</summary>
/// <remarks>Every lane uses one core of libtorch. Use from one thread; work of one lane never runs twice at a time.</remarks>
internal sealed class LaneTeam : IDisposable
{
    private readonly Helper[] helpers;

    public LaneTeam(int lanes, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lanes, 1);
        helpers = [.. Enumerable.Range(1, lanes - 1).Select(lane => new Helper(lane, $"{name} {lane}"))];
    }

    public int Lanes => helpers.Length + 1;

    /// <summary>Runs the work on every lane and returns when all are done.</summary>
    /// <param name="work">Receives the lane's number.</param>
    /// <exception cref="Exception">The first failure, by lane, after all lanes have stopped.</exception>
    public void Run(Action<int> work)
    {
        foreach (var helper in helpers) helper.Start(work);
        ExceptionDispatchInfo? failure = null;
        try
        {
            EngineThread.Use(1);
            work(0);
        }
        catch (Exception error)
        {
            failure = ExceptionDispatchInfo.Capture(error);
        }

        foreach (var helper in helpers) failure = helper.Wait() is { } other ? failure ?? other : failure;
        failure?.Throw();
    }

    public void Dispose()
    {
        foreach (var helper in helpers) helper.Dispose();
    }

    private sealed class Helper : IDisposable
    {
        private readonly ManualResetEventSlim asked = new(false, SpinCount);
        private readonly ManualResetEventSlim done = new(true, SpinCount);
        private readonly Thread thread;
        private readonly int lane;
        private Action<int>? work;
        private ExceptionDispatchInfo? failure;

        // a decode step is about a millisecond: a short spin spares most of the wake-ups
        private const int SpinCount = 200;

        public Helper(int lane, string name)
        {
            this.lane = lane;
            thread = new Thread(Loop) { IsBackground = true, Name = name };
            thread.Start();
        }

        public void Start(Action<int>? next)
        {
            work = next;
            done.Reset();
            asked.Set();
        }

        public ExceptionDispatchInfo? Wait()
        {
            done.Wait();
            return failure;
        }

        public void Dispose()
        {
            Start(null);
            thread.Join();
            asked.Dispose();
            done.Dispose();
        }

        private void Loop()
        {
            EngineThread.Use(1);
            while (true)
            {
                asked.Wait();
                asked.Reset();
                if (work is not { } current)
                {
                    done.Set();
                    return;
                }

                failure = null;
                try
                {
                    current(lane);
                }
                catch (Exception error)
                {
                    failure = ExceptionDispatchInfo.Capture(error);
                }

                done.Set();
            }
        }
    }
}
