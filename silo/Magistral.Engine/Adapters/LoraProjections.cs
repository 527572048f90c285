using Magistral.Engine.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Magistral.Engine.Adapters;

/// <summary>What an adapter adds to the products of a model in training: scale · (x · Aᵀ) · Bᵀ for each adapted module.</summary>
/// <remarks>The base's matrices need no gradient then, which spares a third of the backward.</remarks>
internal sealed class LoraProjections
{
    private readonly LoraLayout layout;
    private readonly ParameterLeaves leaves;
    private readonly Dictionary<int, (FusedProjection Projection, LoraPair? Pair)[]> byMatrix;

    public LoraProjections(ModelConfig config, LoraLayout layout, ParameterLeaves leaves)
    {
        this.layout = layout;
        this.leaves = leaves;
        var pairs = layout.Pairs.ToDictionary(pair => pair.Projection);
        byMatrix = Enumerable.Range(0, config.Layers).SelectMany(layer => FusedProjection.Of(config, layer))
            .GroupBy(projection => projection.Matrix)
            .Select(group => (group.Key, Parts: group.Select(projection => (projection, pairs.GetValueOrDefault(projection))).ToArray()))
            .Where(matrix => matrix.Parts.Any(part => part.Item2 is not null))
            .ToDictionary(matrix => matrix.Key, matrix => matrix.Parts);
    }

    /// <summary>Whether a module of a matrix is adapted.</summary>
    public bool Adapts(int matrix) => byMatrix.ContainsKey(matrix);

    /// <summary>The addition to a product with a matrix that <see cref="Adapts"/>.</summary>
    /// <param name="matrix">Its index in the model's layout.</param>
    /// <param name="input">[rows, inputs], of the type of the products.</param>
    /// <param name="gain">[inputs], folded into A, or null.</param>
    /// <param name="round">To the type of the products.</param>
    /// <returns>[rows, outputs], of the type of the products.</returns>
    public Tensor Delta(int matrix, Tensor input, Tensor? gain, Func<Tensor, Tensor> round)
    {
        using Scalar scale = layout.Options.Scale;
        var parts = byMatrix[matrix].Select(part => part.Pair is { } pair
            ? input.mm(round(gain is null ? leaves[pair.Down] : leaves[pair.Down] * gain).t()).mm(round(leaves[pair.Up].mul(scale)).t())
            : zeros(input.shape[0], part.Projection.Rows, dtype: input.dtype, device: input.device)).ToArray();
        return parts.Length == 1 ? parts[0] : cat(parts, 1);
    }
}
