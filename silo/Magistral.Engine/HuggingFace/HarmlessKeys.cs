namespace Magistral.Engine.HuggingFace;

/// <summary>Keys of a `config.json` that change nothing of what a Mistral, Llama, Qwen2 or Qwen3 computes, whatever their value.</summary>
/// <remarks>
/// A key whose values matter does not belong here: <see cref="ModelConfigFile"/> reads those, or <see cref="NeutralValues"/> holds the values that change nothing.
/// </remarks>
internal static class HarmlessKeys
{
    /// <summary>Where the folder came from and which programs wrote it.</summary>
    private static readonly string[] Bookkeeping =
    [
        "_name_or_path", "name_or_path", "model_name", "_commit_hash", "transformers_version", "_auto_class", "custom_pipelines", "is_llama_config", "trust_remote_code",
        "unsloth_version", "unsloth_fixed", "transformers.js_config", "license", "language", "datasets",
    ];

    /// <summary>How a library is to compute the same: its kernels, caches, memory, devices, parallel parts and what it gives back.</summary>
    private static readonly string[] Execution =
    [
        "_attn_implementation", "_attn_implementation_autoset", "_attn_implementation_internal", "attn_implementation", "_flash_attn_2_enabled",
        "use_flash_attn", "use_flash_attention", "use_flash_attention_2", "use_flash_attn_2", "flash_attention", "flash_attn", "use_sdpa", "use_memory_efficient_attention", "use_xformers",
        "_experts_implementation", "use_kernels", "use_cache", "cache_implementation", "use_cache_kernel", "gradient_checkpointing", "use_gradient_checkpointing",
        "return_dict", "output_attentions", "_output_attentions", "output_hidden_states", "output_router_logits", "keys_to_ignore_at_inference", "is_decoder", "chunk_size_feed_forward",
        "torchscript", "use_bfloat16", "tf_legacy_loss", "xla_device", "fp16", "bf16", "fp32", "softmax_in_fp32", "onnx_safe", "pretraining_tp", "tensor_parallel_size", "tp_size",
        "base_model_tp_plan", "base_model_pp_plan", "base_model_ep_plan",
    ];

    /// <summary>What only a first initialisation or another task's head reads.</summary>
    private static readonly string[] OtherTasks =
    [
        "initializer_range", "initializer_factor", "finetuning_task", "task_specific_params", "problem_type", "num_labels", "id2label", "label2id", "classifier_dropout", "summary_type",
    ];

    /// <summary>What the tokenizer's own files say with more authority; only token numbers for sampling are read from here, by <see cref="GenerationDefaults"/>.</summary>
    private static readonly string[] Tokens =
    [
        "bos_token_id", "eos_token_id", "pad_token_id", "sep_token_id", "unk_token_id", "cls_token_id", "mask_token_id",
        "decoder_start_token_id", "forced_bos_token_id", "forced_eos_token_id", "bos_token", "eos_token", "pad_token", "unk_token", "add_bos_token", "add_eos_token",
        "tokenizer_class", "tokenizer_model_max_length", "tokenizer_padding_side", "model_max_length", "max_sequence_length", "seq_length", "prefix", "chat_template",
    ];

    /// <summary>Defaults of sampling, which older versions of transformers wrote beside the model's sizes.</summary>
    private static readonly string[] Sampling =
    [
        "max_length", "min_length", "max_new_tokens", "min_new_tokens", "max_time", "stop_strings", "do_sample", "early_stopping", "num_beams", "num_beam_groups", "num_return_sequences",
        "temperature", "top_k", "top_p", "min_p", "top_h", "typical_p", "epsilon_cutoff", "eta_cutoff", "penalty_alpha", "diversity_penalty", "repetition_penalty", "length_penalty",
        "encoder_repetition_penalty", "no_repeat_ngram_size", "encoder_no_repeat_ngram_size", "bad_words_ids", "force_words_ids", "constraints", "sequence_bias", "token_healing",
        "renormalize_logits", "remove_invalid_values", "exponential_decay_length_penalty", "suppress_tokens", "begin_suppress_tokens", "guidance_scale", "watermarking_config",
        "output_scores", "output_logits", "return_dict_in_generate", "low_memory", "cache_config", "compile_config", "disable_compile", "dola_layers", "prefill_chunk_size",
        "is_assistant", "num_assistant_tokens", "num_assistant_tokens_schedule", "assistant_confidence_threshold", "prompt_lookup_num_tokens", "max_matching_ngram_size",
        "assistant_early_exit", "assistant_lookbehind", "target_lookbehind",
    ];

    /// <summary>Every key of config.json that does not change the computation.</summary>
    public static IReadOnlySet<string> Config { get; } = new HashSet<string>([.. Bookkeeping, .. Execution, .. OtherTasks, .. Tokens, .. Sampling]);
}
