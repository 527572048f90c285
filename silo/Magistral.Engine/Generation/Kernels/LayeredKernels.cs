using Magistral.Engine.Models;
using static TorchSharp.torch;

namespace Magistral.Engine.Generation.Kernels;

/// <summary>A decode step layer by layer: libtorch's matrix products, with kernels of the device between them.</summary>
internal sealed class LayeredKernels : IDecodeKernels
{
    private readonly ModelConfig config;
    private readonly DecoderWeights weights;
    private readonly DecodeBuffers buffers;
    private readonly ILayerKernels kernels;
    private readonly ITokenSampling sampling;

    /// <param name="config">Sizes of the model.</param>
    /// <param name="weights">Shared with other lanes; stay the caller's.</param>
    /// <param name="slots">Sequences at once.</param>
    /// <param name="capacity">Rows at once.</param>
    /// <param name="device">Where the tensors live.</param>
    /// <param name="sampling">Draws from the logits; on the processor when null.</param>
    public LayeredKernels(ModelConfig config, DecoderWeights weights, int slots, int capacity, ComputeDevice device, ITokenSampling? sampling = null)
    {
        this.config = config;
        this.weights = weights;
        this.sampling = sampling ?? new HostSampling(config.Vocabulary);
        buffers = new DecodeBuffers(config, capacity, slots, device);
        kernels = device == ComputeDevice.Cpu
            ? new HostKernels(config, weights, buffers, slots)
            : new TensorKernels(config, weights, buffers, slots);
    }

    public int Step(DecodeRows rows, Span<DrawnToken> drawn)
    {
        using var scope = NewDisposeScope();
        using var quiet = inference_mode();
        Forward(rows);
        if (rows.Outputs.Count > 0) sampling.Draw(Logits(rows), rows, drawn);
        return weights.Version;
    }

    public void Dispose()
    {
        kernels.Dispose();
        buffers.Dispose();
    }

    private void Forward(DecodeRows rows)
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
    }

    private Tensor Logits(DecodeRows rows)
    {
        var logits = buffers.Logits.narrow(0, 0, rows.Outputs.Count);
        kernels.Pick(rows);
        weights.Multiply(buffers.Picked.narrow(0, 0, rows.Outputs.Count), weights.Head, logits);
        return logits;
    }
}
