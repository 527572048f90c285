namespace Magistral.Engine.Models;

/// <summary>One of the linear modules that other libraries know, and its rows in the engine's fused matrix.</summary>
/// <param name="Layer">From 0.</param>
/// <param name="Module">As transformers names it within the layer, such as `self_attn.q_proj`.</param>
/// <param name="Matrix">Index of the matrix in the layout.</param>
/// <param name="Row">First of its rows.</param>
/// <param name="Rows">How many.</param>
/// <param name="Inputs">Numbers of a row.</param>
/// <param name="TurnedHead">Rows of one head that rotary positions turn; 0 for rows that they do not.</param>
internal sealed record FusedProjection(int Layer, string Module, int Matrix, int Row, int Rows, int Inputs, int TurnedHead)
{
    /// <summary>Such as `q_proj`.</summary>
    public string ShortName => Module[(Module.IndexOf('.', StringComparison.Ordinal) + 1)..];

    /// <summary>Every linear module of a layer, by matrix and row.</summary>
    public static IReadOnlyList<FusedProjection> Of(ModelConfig config, int layer)
    {
        var (query, key, feed, hidden) = (config.QueryWidth, config.KeyWidth, config.FeedForward, config.Hidden);
        var (fused, gateUp) = (ParameterLayout.QueryKeyValue(layer), ParameterLayout.GateUp(layer));
        return
        [
            new(layer, "self_attn.q_proj", fused, 0, query, hidden, config.HeadWidth),
            new(layer, "self_attn.k_proj", fused, query, key, hidden, config.HeadWidth),
            new(layer, "self_attn.v_proj", fused, query + key, key, hidden, 0),
            new(layer, "self_attn.o_proj", ParameterLayout.AttentionOutput(layer), 0, hidden, query, 0),
            new(layer, "mlp.gate_proj", gateUp, 0, feed, hidden, 0),
            new(layer, "mlp.up_proj", gateUp, feed, feed, hidden, 0),
            new(layer, "mlp.down_proj", ParameterLayout.Down(layer), 0, hidden, feed, 0),
        ];
    }
}
