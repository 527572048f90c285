using Magistral.Method.Generation;
using System.Diagnostics;
using Magistral.Engine.Generation;
using Magistral.Engine.Weights;

namespace Magistral.PacedSilo;

/// <summary>A generator whose decode step is a timed wait, and which counts what it draws.</summary>
internal sealed class PacedGenerator(IGenerator inner, TimeSpan step, DrawnTokens drawn) : IGenerator
{
    private readonly Dictionary<long, (int Place, int Prefix)> live = [];
    private long last = Stopwatch.GetTimestamp();

    public int Slots => inner.Slots;

    public int LiveCount => inner.LiveCount;

    public int FreeSlots => inner.FreeSlots;

    public int WeightsVersion => inner.WeightsVersion;

    public bool PreparesWeights => inner.PreparesWeights;

    public void PrepareWeights(WeightSnapshot weights) => inner.PrepareWeights(weights);

    public void ApplyWeights(WeightSnapshot weights) => inner.ApplyWeights(weights);

    public void Add(SequenceRequest request)
    {
        inner.Add(request);
        live[request.Id] = (drawn.Begin(request.Id), request.Prefix?.SampledCount ?? 0);
    }

    public bool Cancel(long id) => inner.Cancel(id);

    public IReadOnlyList<SequenceProgress> TakeProgress(int leastTokens) => inner.TakeProgress(leastTokens);

    public IReadOnlyList<FinishedSequence> Step()
    {
        var left = step - Stopwatch.GetElapsedTime(last);
        if (left > TimeSpan.Zero)
            Thread.Sleep(left);
        last = Stopwatch.GetTimestamp();
        foreach (var (place, _) in live.Values)
            drawn.Add(place, 1); // one too many for a sequence whose prompt is still read
        var finished = inner.Step();
        foreach (var sequence in finished)
            if (live.Remove(sequence.Id, out var begun) && sequence.Reason != FinishReason.Cancelled)
                drawn.Set(begun.Place, sequence.Completion.SampledCount - begun.Prefix);
        return finished;
    }

    public void Dispose() => inner.Dispose();
}
