using Magistral.Method.Generation;
using System.Collections.Concurrent;
using System.Threading.Channels;
using Magistral.Engine.Generation;
using Magistral.Engine.Weights;
using Magistral.Silo.Tenants;

namespace Magistral.Silo.Generation;

/// <summary>
/// The thread that never stops decoding: it takes new weights between two steps, adds what waits, steps, and hands over what finished.
/// An evaluation holds the rollouts for a while; they keep their cache.
/// </summary>
/// <remarks><see cref="Run"/> belongs to one thread; everything else may be called from any.</remarks>
internal sealed class DecodeLoop(Func<WeightSnapshot, IGenerator> create, IWeightSource weights, GeneratorClock spent, JournalPace pace, TenantShare share, TimeProvider clock)
    : IDisposable
{
    private static readonly TimeSpan Nap = TimeSpan.FromMilliseconds(2);
    private readonly ConcurrentQueue<SequenceRequest> waiting = new();
    private readonly ConcurrentQueue<EvaluationBatch> evaluations = new();
    private readonly Channel<FinishedSequence> finished = Channel.CreateUnbounded<FinishedSequence>(new() { SingleReader = true, SingleWriter = true });
    private readonly Channel<IReadOnlyList<SequenceProgress>> progress = Channel.CreateUnbounded<IReadOnlyList<SequenceProgress>>(new() { SingleReader = true, SingleWriter = true });
    private readonly Dictionary<long, int> live = []; // sequences in the generator, with the length of their prefix
    private readonly ManualResetEventSlim wake = new();
    private readonly WeightChange change = new(weights);
    private int held;
    private volatile bool journaling;
    private volatile bool throttled;
    private volatile bool drained;
    private volatile bool started;
    private volatile int version;
    private long beats;

    /// <summary>Sequences handed to the loop and not yet finished.</summary>
    public int Held => Volatile.Read(ref held);

    /// <summary>The version in use.</summary>
    public int Version => version;

    /// <summary>Rises while the thread goes on, also between the steps of an evaluation.</summary>
    public long Beats => Interlocked.Read(ref beats);

    /// <summary>Whether only the admission rule keeps more sequences away.</summary>
    public bool Throttled
    {
        set => throttled = value;
    }

    /// <summary>What finished, in the order it did.</summary>
    public ChannelReader<FinishedSequence> Finished => finished.Reader;

    /// <summary>What sequences under way hold, to be kept; say <see cref="Journaled"/> after each. At the end everything comes once more.</summary>
    public ChannelReader<IReadOnlyList<SequenceProgress>> Progress => progress.Reader;

    /// <summary>What was read from <see cref="Progress"/> is kept; the next may come.</summary>
    public void Journaled() => journaling = false;

    /// <summary>Adds a sequence; one that was cancelled leaves nothing behind.</summary>
    public void Add(SequenceRequest request)
    {
        started = true;
        Interlocked.Increment(ref held);
        waiting.Enqueue(request);
        wake.Set();
    }

    /// <summary>Answers prompts greedily, all with the same weights.</summary>
    public Task<IReadOnlyList<FinishedSequence>> EvaluateAsync(EvaluationBatch batch)
    {
        evaluations.Enqueue(batch);
        wake.Set();
        return batch.Completion.Task;
    }

    /// <summary>Gives up what is in flight and stops counting time.</summary>
    public void Drain()
    {
        drained = true;
        wake.Set();
    }

    /// <summary>Decodes until it is cancelled.</summary>
    public void Run(CancellationToken cancellation)
    {
        IGenerator? generator = null;
        try
        {
            while (!cancellation.IsCancellationRequested)
            {
                var start = clock.GetTimestamp();
                Beat();
                var activity = Turn(ref generator, out var tokens, out var sequences, cancellation);
                if (started && !drained)
                    spent.Spend(activity, clock.GetElapsedTime(start), tokens, sequences);
            }
        }
        finally
        {
            if (generator is not null)
                Journal(generator, 1);
            change.GiveUp();
            generator?.Dispose();
            finished.Writer.TryComplete();
            progress.Writer.TryComplete();
            while (evaluations.TryDequeue(out var batch))
                batch.Completion.TrySetCanceled(CancellationToken.None);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        change.Dispose();
        wake.Dispose();
    }

    private GeneratorActivity Turn(ref IGenerator? generator, out long tokens, out long sequences, CancellationToken cancellation)
    {
        (tokens, sequences) = (0, 0);
        if (weights.NewestVersion is { } newest)
        {
            if (evaluations.TryPeek(out var next) && newest >= next.Least && evaluations.TryDequeue(out var batch)) // the weights it asks for may be on their way
            {
                Evaluate(batch, cancellation);
                return GeneratorActivity.Evaluating;
            }
            if (drained)
                GiveUp(ref generator);
            else
                Follow(ref generator);
            if (generator is not null)
                Admit(generator);
            if (generator is { LiveCount: > 0 })
            {
                using var turn = share.Take(Beat, cancellation);
                (tokens, sequences) = Decode(generator);
                return GeneratorActivity.Decoding;
            }
        }
        wake.Wait(Nap, CancellationToken.None);
        wake.Reset();
        return throttled ? GeneratorActivity.Throttled : GeneratorActivity.Idle;
    }

    private void Evaluate(EvaluationBatch batch, CancellationToken cancellation)
    {
        using var held = weights.TakeNewest()!;
        var turn = share.Take(Beat, cancellation);
        batch.Run(held, () =>
        {
            Beat();
            turn.Dispose();
            turn = share.Take(Beat, cancellation);
        });
        turn.Dispose();
    }

    private void Admit(IGenerator generator)
    {
        while (generator.FreeSlots > 0 && waiting.TryPeek(out var request))
        {
            if (request.Cancellation.IsCancellationRequested)
                Interlocked.Decrement(ref held);
            else if (live.TryAdd(request.Id, request.Prefix?.Tokens.Length ?? 0))
                generator.Add(request);
            else
                return; // dropped and leased again: the next step sweeps what it was before
            waiting.TryDequeue(out _);
        }
    }

    private (long Tokens, long Sequences) Decode(IGenerator generator)
    {
        var (tokens, sequences) = (0L, 0L);
        foreach (var sequence in generator.Step())
        {
            live.Remove(sequence.Id, out var prefix);
            Interlocked.Decrement(ref held);
            if (sequence.Reason == FinishReason.Cancelled)
                continue;
            tokens += sequence.Tokens.Length - prefix;
            sequences++;
            finished.Writer.TryWrite(sequence);
        }
        if (!journaling)
            Journal(generator, pace.LeastTokens());
        return (tokens, sequences);
    }

    private void Journal(IGenerator generator, int leastTokens)
    {
        if (generator.TakeProgress(leastTokens) is not { Count: > 0 } taken)
            return;
        journaling = true;
        progress.Writer.TryWrite(taken);
    }

    private void Beat() => Interlocked.Increment(ref beats);

    private void Follow(ref IGenerator? generator)
    {
        if (generator is not null)
        {
            change.Follow(generator);
        }
        else
        {
            using var newest = weights.TakeNewest()!;
            generator = create(newest);
        }
        version = generator.WeightsVersion;
    }

    private void GiveUp(ref IGenerator? generator)
    {
        waiting.Clear();
        live.Clear();
        Volatile.Write(ref held, 0);
        change.GiveUp();
        generator?.Dispose();
        generator = null;
    }
}
