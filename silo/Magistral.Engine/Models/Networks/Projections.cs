using Magistral.Engine.Adapters;
using Magistral.Engine.Weights;
using static TorchSharp.torch;

namespace Magistral.Engine.Models.Networks;

/// <summary>The products of activations with the model's matrices, in the type the model computes in.</summary>
/// <remarks>
/// The gains are folded into the next matrix: x̂·(W·diag g)ᵀ costs one product over the weights in place of one over the activations.
/// In bfloat16 the folded float32 matrix is rounded once, exactly as the generator rounds it; gradients reach the float32 leaves.
/// </remarks>
internal sealed class Projections(ParameterLayout layout, ParameterLeaves leaves, LoraProjections? adapter, NumberFormat compute)
{
    private readonly bool rounds = compute != NumberFormat.F32;
    private readonly ScalarType type = compute.Torch();

    /// <summary>A tensor in the type of the products.</summary>
    public Tensor Round(Tensor values) => rounds ? values.to(type) : values;

    /// <summary>An array of the model in float32, whatever it is held as.</summary>
    public Tensor Exact(int leaf) => leaves[leaf].dtype == ScalarType.Float32 ? leaves[leaf] : leaves[leaf].to(ScalarType.Float32);

    /// <summary>input · (W · diag gain)ᵀ + bias, and what the adapter adds.</summary>
    /// <param name="input">[rows, inputs].</param>
    /// <param name="matrix">Index of W, [outputs, inputs].</param>
    /// <param name="gain">Index of a gain of the inputs, or null.</param>
    /// <returns>[rows, outputs] of the computing type.</returns>
    public Tensor Apply(Tensor input, int matrix, int? gain = null)
    {
        var factors = gain is { } index ? Exact(index) : null;
        var weight = Round(factors is null ? Exact(matrix) : Exact(matrix) * factors).t();
        input = Round(input);
        var product = layout.BiasOf(matrix) is { } bias ? addmm(Round(Exact(bias)), input, weight, 1, 1) : input.mm(weight);
        return adapter?.Adapts(matrix) == true ? product.add(adapter.Delta(matrix, input, factors, Round), HeldScalar.One) : product;
    }

    /// <summary>stream + input · Wᵀ + bias, and what the adapter adds.</summary>
    /// <returns>[rows, outputs], float32.</returns>
    public Tensor AddTo(Tensor stream, Tensor input, int matrix) =>
        rounds || layout.BiasOf(matrix) is not null || adapter?.Adapts(matrix) == true
            ? stream.add(Apply(input, matrix), HeldScalar.One)
            : addmm(stream, input, Exact(matrix).t(), 1, 1);
}
