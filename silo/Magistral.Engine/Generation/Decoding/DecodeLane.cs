using Magistral.Engine.Generation.Kernels;

namespace Magistral.Engine.Generation.Decoding;

/// <summary>Some of a generator's slots, and the kernels that compute them; works on one thread.</summary>
internal sealed class DecodeLane : IDisposable
{
    private readonly IDecodeKernels kernels;
    private readonly DecodeRows rows;
    private readonly DrawnToken[] drawn;
    private readonly List<LiveSequence> live = [];
    private readonly List<FinishedSequence> finished = [];
    private readonly Stack<int> freeSlots;

    /// <param name="kernels">Compute the lane's steps; disposed with it.</param>
    /// <param name="slots">Sequences at once.</param>
    /// <param name="capacity">Rows at once.</param>
    public DecodeLane(IDecodeKernels kernels, int slots, int capacity)
    {
        this.kernels = kernels;
        rows = new DecodeRows(capacity);
        drawn = new DrawnToken[slots];
        freeSlots = new Stack<int>(Enumerable.Range(0, slots).Reverse());
    }

    public int LiveCount => live.Count;

    public int FreeSlots => freeSlots.Count;

    /// <summary>What the last step finished.</summary>
    public IReadOnlyList<FinishedSequence> Finished => finished;

    public void Add(SequenceRequest request) => live.Add(new LiveSequence(request, freeSlots.Pop()));

    public bool Cancel(long id)
    {
        if (Find(id) is not { } found) return false;
        return found.CancelRequested = true;
    }

    public void TakeProgress(int leastTokens, List<SequenceProgress> taken)
    {
        foreach (var sequence in live)
            if (sequence.TakeProgress(leastTokens) is { } progress) taken.Add(progress);
    }

    public LiveSequence? Find(long id) => live.Find(sequence => sequence.Request.Id == id);

    public void Step()
    {
        finished.Clear();
        foreach (var sequence in live) sequence.HonourCancellation();
        Sweep();
        if (live.Count == 0) return;

        rows.Fill(live);
        var version = kernels.Step(rows, drawn.AsSpan(0, rows.Outputs.Count));
        for (var output = 0; output < rows.Outputs.Count; output++)
            rows.Outputs[output].Sequence.Append(drawn[output].Token, drawn[output].LogProb, version);
        Sweep();
    }

    public void Dispose() => kernels.Dispose();

    private void Sweep()
    {
        foreach (var sequence in live)
        {
            if (sequence.Reason is null) continue;
            finished.Add(sequence.Finish());
            freeSlots.Push(sequence.Slot);
        }

        if (finished.Count > 0) live.RemoveAll(sequence => sequence.Reason is not null);
    }
}
