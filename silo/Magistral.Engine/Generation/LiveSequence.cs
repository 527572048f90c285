using Magistral.Method.Generation;
using Magistral.Method.Randomness;

namespace Magistral.Engine.Generation;

/// <summary>A sequence between its first and its last step.</summary>
internal sealed class LiveSequence
{
    private readonly int[] tokens;
    private readonly float[] logProbs;
    private readonly List<VersionRun> versions = [];
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
        if (request.Prefix is { Tokens.Length: > 0 } prefix) Resume(prefix);
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

    private int Sampled => Known - Request.PromptTokens.Length;

    public ReadOnlyMemory<int> SampledFrom(int index) => index < Sampled ? tokens.AsMemory(Request.PromptTokens.Length + index, Sampled - index) : default;

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
        logProbs[Sampled] = logProb;
        tokens[Known++] = token;
        if (versions.Count > 0 && versions[^1].Version == version) versions[^1] = versions[^1] with { Count = versions[^1].Count + 1 };
        else versions.Add(new(version, 1));
        EndWith(token);
    }

    /// <summary>What it holds, if that is more than was copied before.</summary>
    public SequenceProgress? TakeProgress(int leastTokens)
    {
        if (Sampled - copied < leastTokens) return null;
        copied = Sampled;
        return new(Request.Id, new(tokens[Request.PromptTokens.Length..Known], logProbs[..Sampled], [.. versions]));
    }

    public FinishedSequence Finish() => new(
        Request.Id, tokens[Request.PromptTokens.Length..Known], logProbs[..Sampled], versions, Reason ?? throw new InvalidOperationException("the sequence is live"));

    private void Resume(SequencePrefix prefix)
    {
        prefix.Tokens.CopyTo(tokens, Known);
        prefix.LogProbs.CopyTo(logProbs, 0);
        versions.AddRange(prefix.Versions);
        Known += prefix.Tokens.Length;
        copied = prefix.Tokens.Length;
        Random = SeededRandom.Restore(Random.Key, (ulong)prefix.Tokens.Length);   // one draw a token
        EndWith(prefix.Tokens[^1]);
    }

    private void EndWith(int token)
    {
        if (Request.StopTokens.Contains(token)) Reason = FinishReason.Stop;
        else if (Sampled == Request.MaxNewTokens) Reason = FinishReason.Length;
    }
}
