using System.Runtime.InteropServices;
using Magistral.Engine.Generation.Kernels;
using Magistral.Engine.Models;
using static TorchSharp.torch;

namespace Magistral.Engine.Generation;

/// <summary>Some of a generator's slots, with their cache and activations; works on one thread.</summary>
internal sealed class DecodeLane : IDisposable
{
    private readonly ModelConfig config;
    private readonly DecoderWeights weights;
    private readonly DecodeBuffers buffers;
    private readonly ILayerKernels kernels;
    private readonly TokenSampler sampler;
    private readonly DecodeRows rows;
    private readonly List<LiveSequence> live = [];
    private readonly List<FinishedSequence> finished = [];
    private readonly Stack<int> freeSlots;

    public DecodeLane(ModelConfig config, DecoderWeights weights, int slots, GeneratorOptions options)
    {
        this.config = config;
        this.weights = weights;
        var capacity = slots + options.PrefillTokens;
        buffers = new DecodeBuffers(config, capacity, slots, options.Device);
        kernels = options.Device == ComputeDevice.Cpu
            ? new HostKernels(config, weights, buffers, slots)
            : new TensorKernels(config, weights, buffers, slots);
        sampler = new TokenSampler(config.Vocabulary);
        rows = new DecodeRows(capacity);
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
        using (NewDisposeScope())
        using (inference_mode())
        {
            Forward();
            Sample();
        }

        Sweep();
    }

    public void Dispose()
    {
        kernels.Dispose();
        buffers.Dispose();
    }

    private void Forward()
    {
        Tensor First(Tensor buffer) => buffer.narrow(0, 0, rows.Count);
        var (stream, normalised, fused) = (First(buffers.Stream), First(buffers.Normalised), First(buffers.Fused));
        var (attended, gateUp, gated) = (First(buffers.Attended), First(buffers.GateUp), First(buffers.Gated));
        kernels.Embed(rows);
        for (var layer = 0; layer < config.Layers; layer++)
        {
            kernels.Normalise(rows);
            weights.Multiply(normalised, ParameterLayout.QueryKeyValue(layer), fused);
            kernels.Attend(layer, rows);
            weights.MultiplyAdd(attended, ParameterLayout.AttentionOutput(layer), stream);
            kernels.Normalise(rows);
            weights.Multiply(normalised, ParameterLayout.GateUp(layer), gateUp);
            kernels.Gate(rows);
            weights.MultiplyAdd(gated, ParameterLayout.Down(layer), stream);
        }

        if (rows.Outputs.Count == 0) return;
        kernels.Pick(rows);
        weights.Multiply(buffers.Picked.narrow(0, 0, rows.Outputs.Count), weights.Head, buffers.Logits.narrow(0, 0, rows.Outputs.Count));
    }

    private void Sample()
    {
        var local = buffers.Logits.device_type == TorchSharp.DeviceType.CPU ? buffers.Logits : buffers.Logits.cpu();
        var logits = MemoryMarshal.Cast<byte, float>(local.bytes);
        for (var output = 0; output < rows.Outputs.Count; output++)
        {
            var sequence = rows.Outputs[output].Sequence;
            var (token, logProb) = sampler.Sample(logits.Slice(output * config.Vocabulary, config.Vocabulary), sequence.Request, sequence.Random);
            sequence.Append(token, logProb, weights.Version);
        }
    }

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
