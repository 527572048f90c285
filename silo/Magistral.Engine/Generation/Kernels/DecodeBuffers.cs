using Magistral.Engine.Models;
using static TorchSharp.torch;

namespace Magistral.Engine.Generation.Kernels;

/// <summary>The activations of one lane, allocated once: [capacity, width] float32 each, of which a step uses the first rows.</summary>
internal sealed class DecodeBuffers : IDisposable
{
    public DecodeBuffers(ModelConfig config, int capacity, int outputs, ComputeDevice device)
    {
        using var scope = NewDisposeScope();
        Tensor New(int rows, int width) => zeros(rows, width, dtype: ScalarType.Float32, device: device.Torch).DetachFromDisposeScope();
        Stream = New(capacity, config.Hidden);
        Normalised = New(capacity, config.Hidden);
        Fused = New(capacity, config.QueryWidth + 2 * config.KeyWidth);
        Attended = New(capacity, config.QueryWidth);
        GateUp = New(capacity, 2 * config.FeedForward);
        Gated = New(capacity, config.FeedForward);
        Picked = New(outputs, config.Hidden);
        Logits = New(outputs, config.Vocabulary);
    }

    /// <summary>The residual stream, [capacity, hidden].</summary>
    public Tensor Stream { get; }

    /// <summary>[capacity, hidden].</summary>
    public Tensor Normalised { get; }

    /// <summary>Query, key and value heads side by side, [capacity, (heads + 2 · kv_heads) · head_dim].</summary>
    public Tensor Fused { get; }

    /// <summary>[capacity, heads · head_dim].</summary>
    public Tensor Attended { get; }

    /// <summary>[capacity, 2 · feed_forward].</summary>
    public Tensor GateUp { get; }

    /// <summary>[capacity, feed_forward].</summary>
    public Tensor Gated { get; }

    /// <summary>The normalised rows that predict a token, [outputs, hidden].</summary>
    public Tensor Picked { get; }

    /// <summary>[outputs, vocabulary].</summary>
    public Tensor Logits { get; }

    public void Dispose()
    {
        foreach (var buffer in (Tensor[])[Stream, Normalised, Fused, Attended, GateUp, Gated, Picked, Logits]) buffer.Dispose();
    }
}
