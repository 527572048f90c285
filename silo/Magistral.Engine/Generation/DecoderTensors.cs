using Magistral.Engine.Models;
using static TorchSharp.torch;

namespace Magistral.Engine.Generation;

/// <summary>Memory for one set of a generator's weights.</summary>
internal sealed class DecoderTensors : IDisposable
{
    /// <param name="config">Sizes.</param>
    /// <param name="layout">Of the same model.</param>
    /// <param name="device">Where.</param>
    /// <param name="type">Of the matrices; the rest is float32.</param>
    public DecoderTensors(ModelConfig config, ParameterLayout layout, Device device, ScalarType type)
    {
        var head = ParameterLayout.Down(config.Layers - 1) + 1;
        Tensor Room(bool transposed, ScalarType of, params IReadOnlyList<long> shape) =>
            empty(transposed ? [shape[1], shape[0]] : [.. shape], dtype: of, device: device).DetachFromDisposeScope();

        using var scope = NewDisposeScope();
        Matrices = [.. Enumerable.Range(0, head + 1).Select(index => Room(index > 0, type, layout.Leaves[index == head ? layout.Head : index].Shape))];
        Biases = [.. Enumerable.Range(0, head + 1).Select(index => layout.BiasOf(index) is { } bias ? Room(false, ScalarType.Float32, layout.Leaves[bias].Shape) : null)];
        HeadGains = config.QkNorm ? [.. Enumerable.Range(0, config.Layers).Select(_ => Room(false, ScalarType.Float32, config.Heads + config.KvHeads, config.HeadWidth))] : [];
    }

    /// <summary>The embedding [vocabulary, hidden], then the others [inputs, outputs], the head last.</summary>
    public Tensor[] Matrices { get; }

    /// <summary>[outputs], one a matrix, null where there is none.</summary>
    public Tensor?[] Biases { get; }

    /// <summary>[heads + kv_heads, head_dim], one a layer; none where heads are not normalised.</summary>
    public Tensor[] HeadGains { get; }

    public void Dispose()
    {
        foreach (var tensor in Matrices.Concat(Biases.OfType<Tensor>()).Concat(HeadGains)) tensor.Dispose();
    }
}
