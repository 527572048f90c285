using static TorchSharp.torch;

namespace Magistral.Engine.Models.Networks;

/// <summary>Attention and feed-forward of one layer over a residual stream.</summary>
internal sealed class TransformerLayer(ModelConfig config, ParameterLayout layout, Projections projections, int layer)
{
    /// <summary>The stream behind the layer.</summary>
    /// <param name="stream">[rows · width, hidden], float32.</param>
    /// <param name="positions">Of the same width.</param>
    /// <returns>[rows · width, hidden], float32, in the caller's dispose scope.</returns>
    public Tensor Apply(Tensor stream, AttentionPositions positions)
    {
        using var scope = NewDisposeScope();
        var attended = Attention(Normalise(stream), positions);
        stream = projections.AddTo(stream, attended, ParameterLayout.AttentionOutput(layer));
        var gated = SwiGlu(projections.Apply(Normalise(stream), ParameterLayout.GateUp(layer), layout.FeedForwardNorm(layer)));
        return projections.AddTo(stream, gated, ParameterLayout.Down(layer)).MoveToOuterDisposeScope();
    }

    private Tensor Normalise(Tensor stream) => RmsNormalisation.Apply(stream, config.RmsNormEps);

    private Tensor Attention(Tensor normalised, AttentionPositions positions)
    {
        var (width, rows) = (positions.Width, normalised.shape[0] / positions.Width);
        var fused = projections.Apply(normalised, ParameterLayout.QueryKeyValue(layer), layout.AttentionNorm(layer));
        var parts = fused.view(rows, width, config.Heads + 2 * config.KvHeads, config.HeadWidth).split([config.Heads + config.KvHeads, config.KvHeads], 2);
        var pairs = NormaliseHeads(parts[0].to(ScalarType.Float32)).unflatten(3, [config.HeadWidth / 2, 2]).view_as_complex();
        var turned = projections.Round((pairs * positions.Turns).view_as_real().flatten(3)).transpose(1, 2).split([config.Heads, config.KvHeads], 1);
        var keys = Repeat(turned[1]);
        var values = Repeat(parts[1].transpose(1, 2));
        var mask = positions.Mask(layer);
        var mixed = nn.functional.scaled_dot_product_attention(turned[0], keys, values, attn_mask: mask, is_casual: mask is null);
        return mixed.transpose(1, 2).reshape(rows * width, config.QueryWidth);
    }

    // [rows, width, heads + kv_heads, head_dim]
    private Tensor NormaliseHeads(Tensor heads)
    {
        if (layout.QueryNorm(layer) is not { } query || layout.KeyNorm(layer) is not { } key) return heads;
        var gains = cat([projections.Exact(query).expand(config.Heads, -1), projections.Exact(key).expand(config.KvHeads, -1)], 0);
        return Normalise(heads) * gains;
    }

    // each key head serves neighbouring query heads
    private Tensor Repeat(Tensor heads) =>
        config.Heads == config.KvHeads ? heads : heads.repeat_interleave(config.Heads / config.KvHeads, 1);

    private Tensor SwiGlu(Tensor gateUp)
    {
        var parts = gateUp.split(config.FeedForward, -1);
        return parts[0].silu() * parts[1];
    }
}
