using Magistral.Engine.Models;
using Magistral.Engine.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace Magistral.Engine.Adapters;

/// <summary>Adds an adapter into the matrices it adapts, in float32.</summary>
public static class LoraMerge
{
    /// <summary>The model with the adapter inside: what an export without adapter files holds.</summary>
    /// <param name="parameters">Of the model; unchanged.</param>
    /// <param name="adapter">Of the same model, on the same device.</param>
    /// <returns>Float32 parameters of their own; the caller disposes them.</returns>
    /// <exception cref="WeightShapeException">The adapter is of another model.</exception>
    public static FlatParameters Merge(FlatParameters parameters, LoraParameters adapter)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(adapter);
        RequireSameModel(parameters.Config, adapter.Layout);
        var merged = FlatParameters.Unset(parameters.Config, ComputeDevice.Of(parameters.Device), NumberFormat.F32);
        using var quiet = no_grad();
        for (var index = 0; index < parameters.Leaves.Count; index++)
        {
            using var scope = NewDisposeScope();
            merged.View(parameters.Leaves[index]).copy_(Matrix(parameters, adapter, index));
        }

        return merged;
    }

    /// <summary>One array of the model with what the adapter adds to it.</summary>
    /// <returns>Float32, in the caller's dispose scope; never the memory of the parameters when something is added.</returns>
    internal static Tensor Matrix(FlatParameters parameters, LoraParameters adapter, int index)
    {
        var matrix = parameters.View(parameters.Leaves[index]).to(ScalarType.Float32);
        var pairs = adapter.Layout.Pairs.Where(pair => pair.Projection.Matrix == index).ToList();
        if (pairs.Count == 0) return matrix;
        using Scalar scale = adapter.Layout.Options.Scale;
        matrix = matrix.clone();
        foreach (var pair in pairs)
        {
            var (down, up) = (adapter.View(adapter.Leaves[pair.Down]), adapter.View(adapter.Leaves[pair.Up]));
            matrix.narrow(0, pair.Projection.Row, pair.Projection.Rows).add_(up.mm(down), scale);
        }

        return matrix;
    }

    /// <exception cref="WeightShapeException">The adapter is of another model.</exception>
    internal static void RequireSameModel(ModelConfig config, LoraLayout layout)
    {
        var expected = new LoraLayout(config, layout.Options).Length;
        if (expected != layout.Length) throw new WeightShapeException(layout.Length, expected);
    }
}
