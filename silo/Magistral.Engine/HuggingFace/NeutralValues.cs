namespace Magistral.Engine.HuggingFace;

/// <summary>Keys of a `config.json` that would change the mathematics, but for one value that leaves it as it is.</summary>
internal static class NeutralValues
{
    /// <summary>Noise in training and experts, which this engine has none of.</summary>
    private static readonly string[] Zero =
        ["attention_dropout", "attn_dropout", "hidden_dropout", "resid_dropout", "residual_dropout", "resid_pdrop", "embd_pdrop", "attn_pdrop", "num_experts", "num_local_experts"];

    private static readonly string[] One = ["partial_rotary_factor", "rotary_pct"];

    private static readonly string[] False =
    [
        "is_encoder_decoder", "add_cross_attention", "tie_encoder_decoder", "rope_interleaved", "use_mrope", "use_logn_attn", "use_dynamic_ntk", "use_cache_quantization",
        "qk_layernorm", "alibi", "use_alibi", "lm_head_bias",
    ];

    private static readonly string[] Empty = ["pruned_heads", "mlp_only_layers"];

    private static readonly string[] Quantized = ["quantization_config", "quantization", "compression_config", "quant_config"];

    /// <exception cref="ModelFolderException">A key has another value.</exception>
    public static void Check(ConfigFile config)
    {
        if ((config.Text("hidden_act") ?? "silu") is not ("silu" or "swish") and var act) throw config.Unsupported("hidden_act", act, "silu");
        foreach (var key in Zero)
            if (config.Number(key, 0) is not 0 and var number) throw config.Unsupported(key, number, $"{key} 0");
        foreach (var key in One)
            if (config.Number(key, 1) is not 1 and var number) throw config.Unsupported(key, number, $"{key} 1");
        foreach (var key in False)
            if (config.Flag(key, false)) throw config.Unsupported(key, "true", $"{key} false");
        foreach (var key in Empty)
            if (!config.IsEmptyAt(key)) throw config.Unsupported(key, "with entries", $"empty {key}");
        foreach (var key in Quantized)
            if (config.Has(key))
                throw new ModelFolderException(
                    $"{config.Path} has a {key}: its weights are quantised, which this engine does not compute",
                    "use the folder that the quantised one was made of, in bfloat16, float16 or float32");
    }
}
