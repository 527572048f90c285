using Magistral.Method.Generation;
using Magistral.Method.Randomness;

namespace Magistral.Engine.Generation;

/// <summary>A sequence between its first and its last step.</summary>
internal sealed class LiveSequence
{
    private readonly int[] tokens;
    private readonly float[] logProbs;
    private readonly List<TokenSpan> spans = [];
    private int copied;

    public LiveSequence(SequenceRequest request, int slot)
    {
        Request = request;
        Slot = slot;
        tokens = new int[request.PromptTokens.Length + request.MaxNewTokens];
        logProbs = new float[request.MaxNewTokens];
        request.PromptTokens.CopyTo(tokens, 0);
        Known = request.PromptTokens.Length;
        Random = new SeededRandom((long)request.Seed, "sampling");
        if (request.Prefix is { Length: > 0 } prefix) Resume(prefix);
    }

    public SequenceRequest Request { get; }

    public int Slot { get; }

    public SeededRandom Random { get; private set; }

    /// <summary>Tokens of prompt and completion so far.</summary>
    public int Known { get; private set; }

    /// <summary>Tokens whose keys and values are in the cache; always below <see cref="Known"/> between steps.</summary>
    public int Computed { get; set; }

    public bool CancelRequested { get; set; }

    public FinishReason? Reason { get; private set; }

    private int Length => Known - Request.PromptTokens.Length;

    public ReadOnlyMemory<int> CompletionFrom(int index) => index < Length ? tokens.AsMemory(Request.PromptTokens.Length + index, Length - index) : default;

    public int TokenAt(int position) => tokens[position];

    /// <summary>Ends it if its caller asked for that.</summary>
    public void HonourCancellation()
    {
        if (Reason is not null) return;
        if (CancelRequested || Request.Cancellation.IsCancellationRequested) Reason = FinishReason.Cancelled;
    }

    /// <summary>Takes a sampled token.</summary>
    public void Append(int token, float logProb, int version)
    {
        logProbs[Length] = logProb;
        tokens[Known++] = token;
        TokenSpan.Append(spans, new(1, new WeightVersion(version)));
        EndWith(token);
    }

    /// <summary>What it holds, if that is more than was copied before.</summary>
    public SequenceProgress? TakeProgress(int leastTokens)
    {
        if (Length - copied < leastTokens) return null;
        copied = Length;
        return new(Request.Id, Completion());
    }

    public FinishedSequence Finish() => new(Request.Id, Completion(), Reason ?? throw new InvalidOperationException("the sequence is live"));

    private TokenStream Completion() => new(tokens[Request.PromptTokens.Length..Known], logProbs[..Length], [.. spans]);

    private void Resume(TokenStream prefix)
    {
        prefix.Tokens.CopyTo(tokens, Known);
        prefix.LogProbs.CopyTo(logProbs, 0);
        foreach (var span in prefix.Spans) TokenSpan.Append(spans, span);
        Known += prefix.Length;
        copied = prefix.Length;
        Random = SeededRandom.Restore(Random.Key, (ulong)prefix.SampledCount);   // one draw a sampled token
        EndWith(prefix.Tokens[^1]);
    }

    // a stop token ends a completion where the policy sampled it, not where it was given
    private void EndWith(int token)
    {
        if (spans[^1].IsSampled && Request.StopTokens.Contains(token)) Reason = FinishReason.Stop;
        else if (Length == Request.MaxNewTokens) Reason = FinishReason.Length;
    }
}
