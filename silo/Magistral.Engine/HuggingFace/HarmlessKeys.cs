namespace Magistral.Engine.HuggingFace;

/// <summary>Keys of a `config.json` that change nothing of what a decoder-only model computes.</summary>
internal static class HarmlessKeys
{
    /// <summary>Bookkeeping of the library, tokens, defaults of sampling and of initial weights.</summary>
    public static IReadOnlySet<string> Config { get; } = new HashSet<string>
    {
        "_attn_implementation", "_attn_implementation_autoset", "_commit_hash", "_name_or_path", "attn_implementation", "transformers_version", "model_name",
        "initializer_range", "use_cache", "return_dict", "return_dict_in_generate", "output_attentions", "output_hidden_states", "output_scores",
        "torchscript", "tf_legacy_loss", "use_bfloat16", "keys_to_ignore_at_inference", "pretraining_tp", "is_decoder",
        "bos_token_id", "eos_token_id", "pad_token_id", "sep_token_id", "unk_token_id", "decoder_start_token_id", "forced_bos_token_id", "forced_eos_token_id",
        "tokenizer_class", "prefix", "suppress_tokens", "begin_suppress_tokens", "bad_words_ids",
        "max_length", "min_length", "max_new_tokens", "do_sample", "temperature", "top_k", "top_p", "typical_p", "num_beams", "num_beam_groups", "num_return_sequences",
        "early_stopping", "length_penalty", "repetition_penalty", "diversity_penalty", "encoder_no_repeat_ngram_size", "no_repeat_ngram_size",
        "remove_invalid_values", "exponential_decay_length_penalty",
        "finetuning_task", "task_specific_params", "problem_type", "id2label", "label2id", "unsloth_version", "unsloth_fixed", "is_llama_config", "transformers.js_config",
    };
}
