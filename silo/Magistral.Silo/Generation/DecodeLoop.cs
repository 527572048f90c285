using Magistral.Method.Generation;
using System.Collections.Concurrent;
using System.Threading.Channels;
using Magistral.Engine.Generation;
using Magistral.Engine.Weights;
using Magistral.Silo.Hosting;
using Magistral.Silo.Tenants;

namespace Magistral.Silo.Generation;

/// <summary>
/// The thread that never stops decoding: it takes new weights between two steps, adds what waits, steps, and hands over what finished.
/// An evaluation holds the rollouts for a while; they keep their cache.
/// </summary>
/// <param name="generatorId">Names the thread.</param>
/// <param name="engines">Makes the generators; disposed with the loop.</param>
/// <param name="weights">Where new weights come from.</param>
/// <param name="pace">When sequences under way are journaled.</param>
/// <param name="share">The tenant's turns.</param>
/// <param name="clock">Measures times.</param>
internal sealed class DecodeLoop(string generatorId, EngineFactory engines, IWeightSource weights, JournalPace pace, TenantShare share, TimeProvider clock)
    : IRolloutEngine
{
    private static readonly TimeSpan Nap = TimeSpan.FromMilliseconds(2);
    private readonly ConcurrentQueue<SequenceRequest> waiting = new();
    private readonly ConcurrentQueue<EvaluationBatch> evaluations = new();
    private readonly Channel<FinishedSequence> finished = Channel.CreateUnbounded<FinishedSequence>(new() { SingleReader = true, SingleWriter = true });
    private readonly Channel<IReadOnlyList<SequenceProgress>> progress = Channel.CreateUnbounded<IReadOnlyList<SequenceProgress>>(new() { SingleReader = true, SingleWriter = true });
    private readonly Dictionary<long, int> live = []; // sequences in the generator, with the sampled tokens of their prefix
    private readonly ManualResetEventSlim wake = new();
    private readonly WeightChange change = new(weights);
    private readonly GeneratorClock spent = new();
    private readonly NativeThread thread = new($"generator {generatorId}", yields: true);
    private int held;
    private volatile bool journaling;
    private volatile bool throttled;
    private volatile bool drained;
    private volatile bool started;
    private volatile int version;
    private long beats;

    /// <inheritdoc/>
    public int Held => Volatile.Read(ref held);

    /// <inheritdoc/>
    public int Version => version;

    /// <inheritdoc/>
    public long Beats => Interlocked.Read(ref beats);

    /// <inheritdoc/>
    public GeneratorTimes Times => spent.Times;

    /// <inheritdoc/>
    public bool Throttled
    {
        get => throttled;
        set => throttled = value;
    }

    /// <inheritdoc/>
    public ChannelReader<FinishedSequence> Finished => finished.Reader;

    /// <inheritdoc/>
    public ChannelReader<IReadOnlyList<SequenceProgress>> Progress => progress.Reader;

    /// <inheritdoc/>
    public void Journaled() => journaling = false;

    /// <inheritdoc/>
    public void Add(SequenceRequest request)
    {
        started = true;
        Interlocked.Increment(ref held);
        waiting.Enqueue(request);
        wake.Set();
    }

    /// <inheritdoc/>
    public Task<EvaluationAnswers> EvaluateAsync(EvaluationPrompts prompts, CancellationToken cancellation)
    {
        var batch = new EvaluationBatch(prompts, engines);
        evaluations.Enqueue(batch);
        wake.Set();
        return batch.Completion.Task.WaitAsync(cancellation);
    }

    /// <inheritdoc/>
    public void Drain()
    {
        drained = true;
        wake.Set();
    }

    /// <inheritdoc/>
    public Task RunAsync(CancellationToken cancellation) => thread.RunAsync(() => Run(cancellation));

    /// <inheritdoc/>
    public void Dispose()
    {
        thread.Dispose();
        change.Dispose();
        wake.Dispose();
        engines.Dispose();
    }

    private void Run(CancellationToken cancellation)
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
            else if (live.TryAdd(request.Id, request.Prefix?.SampledCount ?? 0))
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
            tokens += sequence.Completion.SampledCount - prefix;
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
            generator = engines.Rollouts(newest);
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
