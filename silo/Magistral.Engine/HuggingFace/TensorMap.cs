using Magistral.Engine.Models;

namespace Magistral.Engine.HuggingFace;

/// <summary>Which tensors of transformers a model consists of, and where the engine keeps each.</summary>
/// <remarks>The four architectures name alike what they have in common.</remarks>
internal static class TensorMap
{
    public const string Embedding = "model.embed_tokens.weight";
    public const string Head = "lm_head.weight";

    /// <summary>Every tensor, in the order of transformers' modules.</summary>
    public static IReadOnlyList<MappedTensor> Of(ModelConfig config, ParameterLayout layout)
    {
        var tensors = new List<MappedTensor> { Whole(Embedding, layout.Leaves[layout.Embedding]) };
        for (var layer = 0; layer < config.Layers; layer++)
        {
            tensors.AddRange(Attention(config, layout, layer));
            tensors.AddRange(Linear(config, layout, layer, "mlp."));
            tensors.Add(Whole($"model.layers.{layer}.input_layernorm.weight", layout.Leaves[layout.AttentionNorm(layer)]));
            tensors.Add(Whole($"model.layers.{layer}.post_attention_layernorm.weight", layout.Leaves[layout.FeedForwardNorm(layer)]));
        }

        tensors.Add(Whole("model.norm.weight", layout.Leaves[layout.FinalNorm]));
        if (!config.Tied) tensors.Add(Whole(Head, layout.Leaves[layout.Head]));
        return tensors;
    }

    private static IEnumerable<MappedTensor> Attention(ModelConfig config, ParameterLayout layout, int layer)
    {
        foreach (var tensor in Linear(config, layout, layer, "self_attn.")) yield return tensor;
        if (layout.QueryNorm(layer) is { } query)
            yield return Whole($"model.layers.{layer}.self_attn.q_norm.weight", layout.Leaves[query], config.HeadWidth);
        if (layout.KeyNorm(layer) is { } key)
            yield return Whole($"model.layers.{layer}.self_attn.k_norm.weight", layout.Leaves[key], config.HeadWidth);
    }

    private static IEnumerable<MappedTensor> Linear(ModelConfig config, ParameterLayout layout, int layer, string block) =>
        FusedProjection.Of(config, layer).Where(part => part.Module.StartsWith(block, StringComparison.Ordinal)).SelectMany(part => Parts(layout, part));

    private static IEnumerable<MappedTensor> Parts(ParameterLayout layout, FusedProjection part)
    {
        var matrix = layout.Leaves[part.Matrix];
        yield return new($"model.layers.{part.Layer}.{part.Module}.weight", [part.Rows, part.Inputs], matrix, part.Row, part.TurnedHead);
        if (layout.BiasOf(part.Matrix) is { } bias)
            yield return new($"model.layers.{part.Layer}.{part.Module}.bias", [part.Rows], layout.Leaves[bias], part.Row, part.TurnedHead);
    }

    private static MappedTensor Whole(string name, ParameterLeaf leaf, int turnedHead = 0) => new(name, leaf.Shape, leaf, 0, turnedHead);
}
