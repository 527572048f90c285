using Magistral.Engine.Models;

namespace Magistral.Engine.Adapters;

/// <summary>Where each matrix of an adapter lies in its flat buffer: layer by layer, module by module, A before B.</summary>
public sealed class LoraLayout
{
    private readonly List<ParameterLeaf> leaves = [];
    private readonly List<LoraPair> pairs = [];

    /// <param name="config">Of the model that is adapted.</param>
    /// <param name="options">Validated here.</param>
    /// <exception cref="AdapterException">The options cannot be.</exception>
    public LoraLayout(ModelConfig config, LoraOptions options)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(options);
        Options = options.Validate();
        for (var layer = 0; layer < config.Layers; layer++)
            foreach (var projection in FusedProjection.Of(config, layer).Where(projection => options.TargetModules.Contains(projection.ShortName)))
                pairs.Add(new(
                    projection,
                    Add($"layers.{layer}.{projection.Module}.lora_a", options.Rank, projection.Inputs),
                    Add($"layers.{layer}.{projection.Module}.lora_b", projection.Rows, options.Rank)));
        Length = leaves.Sum(leaf => leaf.Length);
    }

    /// <summary>Rank, scale and modules.</summary>
    public LoraOptions Options { get; }

    /// <summary>Every matrix, by offset.</summary>
    public IReadOnlyList<ParameterLeaf> Leaves => leaves;

    /// <summary>Numbers in the buffer.</summary>
    public long Length { get; }

    /// <summary>Every adapted module.</summary>
    internal IReadOnlyList<LoraPair> Pairs => pairs;

    private int Add(string name, long rows, long columns)
    {
        var last = leaves.Count == 0 ? null : leaves[^1];
        leaves.Add(new(name, ParameterKind.Matrix, [rows, columns], last is null ? 0 : last.Offset + last.Length));
        return leaves.Count - 1;
    }
}
