using Magistral.Method.Generation;
using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.Channels;
using Magistral.Engine.Generation;
using Magistral.Silo.Generation;

namespace Magistral.Silo.Tests.Generation;

/// <summary>An engine without a model: it answers sums from its own head, every second rollout of a group wrongly, evaluations rightly.</summary>
internal sealed class ScriptedEngine(RolloutWork work, EngineScript script) : IRolloutEngine
{
    public const int Begun = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);
    private readonly ConcurrentQueue<SequenceRequest> waiting = new();
    private readonly ConcurrentQueue<(EvaluationPrompts Prompts, TaskCompletionSource<EvaluationAnswers> Answers)> evaluations = new();
    private readonly Channel<FinishedSequence> finished = Channel.CreateUnbounded<FinishedSequence>();
    private readonly Channel<IReadOnlyList<SequenceProgress>> progress = Channel.CreateUnbounded<IReadOnlyList<SequenceProgress>>();
    private readonly ConcurrentQueue<SequenceRequest> added = new();
    private readonly ConcurrentQueue<int> followed = new();
    private int held;
    private volatile int version = -1;
    private int journaled;
    private long beats;

    public int Held => Volatile.Read(ref held);

    public int Version => Math.Max(0, version);

    public long Beats => Interlocked.Read(ref beats);

    public GeneratorTimes Times => new(1, 2, 3, 4, 5, 6);

    public bool Throttled { get; set; }

    public ChannelReader<FinishedSequence> Finished => finished.Reader;

    public ChannelReader<IReadOnlyList<SequenceProgress>> Progress => progress.Reader;

    /// <summary>All that was added.</summary>
    public IReadOnlyList<SequenceRequest> Added => [.. added];

    /// <summary>Versions it took, in order.</summary>
    public IReadOnlyList<int> Followed => [.. followed];

    /// <summary>How often its progress was said to be kept.</summary>
    public int JournaledTimes => Volatile.Read(ref journaled);

    public bool IsDrained { get; private set; }

    public bool HasEnded { get; private set; }

    /// <summary>Whether it had ended each time it was disposed.</summary>
    public List<bool> Disposals { get; } = [];

    public void Journaled() => Interlocked.Increment(ref journaled);

    public void Add(SequenceRequest request)
    {
        Interlocked.Increment(ref held);
        added.Enqueue(request);
        waiting.Enqueue(request);
    }

    public Task<EvaluationAnswers> EvaluateAsync(EvaluationPrompts prompts, CancellationToken cancellation)
    {
        var answers = new TaskCompletionSource<EvaluationAnswers>(TaskCreationOptions.RunContinuationsAsynchronously);
        evaluations.Enqueue((prompts, answers));
        return answers.Task.WaitAsync(cancellation);
    }

    public void Drain() => IsDrained = true;

    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            for (; !cancellation.IsCancellationRequested; await Task.Delay(Pause, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing))
            {
                Interlocked.Increment(ref beats);
                Follow();
                if (version < 0)
                    continue;
                Evaluate();
                Sample();
            }
        }
        finally
        {
            HasEnded = true;
            finished.Writer.Complete();
            progress.Writer.Complete();
        }
    }

    public void Dispose() => Disposals.Add(HasEnded);

    private void Follow()
    {
        if (work.Weights.NewestVersion == version || work.Weights.TakeNewest() is not { } newest)
            return;
        using (newest)
            version = newest.Version;
        followed.Enqueue(version);
    }

    private void Evaluate()
    {
        if (evaluations.TryPeek(out var next) && next.Prompts.Least <= Version && evaluations.TryDequeue(out _))
            next.Answers.SetResult(new(Version, [.. next.Prompts.Requests.Select(request => Answer(request, isRight: true))]));
    }

    private void Sample()
    {
        var begun = new List<SequenceProgress>();
        while (waiting.TryDequeue(out var request))
        {
            if (script == EngineScript.Fail)
                throw new InvalidOperationException("the server is gone");
            var answer = Answer(request, isRight: SequenceId.Of(request.Id).Index % 2 == 0);
            if (script == EngineScript.Begin)
            {
                begun.Add(new(request.Id, answer.Completion.Slice(0, Begun)));
                continue;
            }
            Interlocked.Decrement(ref held);
            if (!IsDrained && !request.Cancellation.IsCancellationRequested)
                finished.Writer.TryWrite(answer);
        }
        if (begun.Count > 0)
            progress.Writer.TryWrite(begun);
    }

    private FinishedSequence Answer(SequenceRequest request, bool isRight)
    {
        var terms = work.Model.Tokenizer.Decode(request.PromptTokens).TrimEnd('=').Split('+').Select(term => int.Parse(term, CultureInfo.InvariantCulture)).ToArray();
        var sum = terms.Sum() + (isRight ? 0 : 1);
        int[] tokens = [.. work.Model.Tokenizer.Encode($"<think>{terms[0]}+{terms[1]}+0={sum};</think>\\boxed{{{sum}}}"), work.Model.Tokenizer.EndOfText];
        return new(request.Id, TokenStream.Sampled(tokens, [.. tokens.Select(_ => -1f)], new(Version)), FinishReason.Stop);
    }
}
