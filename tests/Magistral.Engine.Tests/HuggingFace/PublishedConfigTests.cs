using System.Text.Json.Nodes;
using Magistral.Engine.HuggingFace;
using Magistral.Engine.Weights;
using Xunit;

namespace Magistral.Engine.Tests.HuggingFace;

/// <summary>Keys that published configs of the four families hold beside the sizes.</summary>
public sealed class PublishedConfigTests
{
    private static readonly string[] Families = ["Mistral", "Llama", "Qwen2", "Qwen3"];

    /// <summary>All that `PretrainedConfig` of transformers has a default for, with the defaults of sampling that its older versions wrote into the same file.</summary>
    private const string LibraryDefaults = """
        {"return_dict":true,"output_hidden_states":false,"output_attentions":false,"torchscript":false,"use_bfloat16":false,"tf_legacy_loss":false,"pruned_heads":{},
         "tie_word_embeddings":false,"chunk_size_feed_forward":0,"is_encoder_decoder":false,"is_decoder":false,"cross_attention_hidden_size":null,"add_cross_attention":false,
         "tie_encoder_decoder":false,"max_length":20,"min_length":0,"do_sample":false,"early_stopping":false,"num_beams":1,"num_beam_groups":1,"diversity_penalty":0.0,"temperature":1.0,
         "top_k":50,"top_p":1.0,"typical_p":1.0,"repetition_penalty":1.0,"length_penalty":1.0,"no_repeat_ngram_size":0,"encoder_no_repeat_ngram_size":0,"bad_words_ids":null,
         "num_return_sequences":1,"output_scores":false,"return_dict_in_generate":false,"forced_bos_token_id":null,"forced_eos_token_id":null,"remove_invalid_values":false,
         "exponential_decay_length_penalty":null,"suppress_tokens":null,"begin_suppress_tokens":null,"finetuning_task":null,"id2label":{"0":"LABEL_0","1":"LABEL_1"},
         "label2id":{"LABEL_0":0,"LABEL_1":1},"num_labels":2,"tokenizer_class":null,"prefix":null,"bos_token_id":1,"pad_token_id":0,"eos_token_id":[2,3],"sep_token_id":null,
         "decoder_start_token_id":null,"task_specific_params":null,"problem_type":null,"xla_device":true,"_name_or_path":"org/model","_commit_hash":"abc","transformers_version":"4.56.0",
         "_attn_implementation_autoset":true,"_attn_implementation":"sdpa","gradient_checkpointing":false,"use_cache":true}
        """;

    private const string Exporters = """
        {"unsloth_version":"2025.3.19","unsloth_fixed":true,"transformers.js_config":{"dtype":{}},"use_flash_attn":true,"use_flash_attention_2":true,"_flash_attn_2_enabled":true,
         "softmax_in_fp32":true,"fp16":false,"bf16":true,"pretraining_tp":2,"max_sequence_length":2048,"model_max_length":4096,"tokenizer_padding_side":"right","seq_length":8192,
         "bos_token":"<s>","eos_token":"</s>","pad_token":"<pad>","model_name":"x","is_llama_config":true,"cache_implementation":"dynamic","initializer_range":0.02}
        """;

    private const string Neutral = """
        {"attention_dropout":0.0,"hidden_dropout":0.0,"resid_pdrop":0,"embd_pdrop":0.0,"attention_bias":false,"mlp_bias":false,"rope_interleaved":false,"rope_scaling":null,
         "rope_theta":10000.0,"partial_rotary_factor":1.0,"use_sliding_window":false,"sliding_window":null,"max_window_layers":28,"head_dim":16,"hidden_act":"silu","use_mrope":false,
         "layer_types":["full_attention","full_attention","full_attention","full_attention"],"quantization_config":null,"num_experts":0,"mlp_only_layers":[],"qk_layernorm":false,
         "original_max_position_embeddings":2048}
        """;

    public static TheoryData<string, string, string> KeysOfEveryFamily()
    {
        var data = new TheoryData<string, string, string>();
        foreach (var family in Families)
            foreach (var text in (string[])[LibraryDefaults, Exporters, Neutral])
                foreach (var (key, value) in JsonNode.Parse(text)!.AsObject())
                    data.Add(family, key, value?.ToJsonString() ?? "null");
        return data;
    }

    [Theory]
    [MemberData(nameof(KeysOfEveryFamily))]
    public void A_key_that_changes_nothing_changes_nothing(string family, string key, string value) =>
        Assert.Equal(Read(family, Plain), Read(family, config => { Plain(config); config[key] = JsonNode.Parse(value); }));

    [Theory]
    [InlineData("Mistral")]
    [InlineData("Llama")]
    [InlineData("Qwen2")]
    [InlineData("Qwen3")]
    public void All_of_them_together_change_nothing_either(string family) => Assert.Equal(Read(family, Plain), Read(family, config =>
    {
        Plain(config);
        foreach (var text in (string[])[LibraryDefaults, Exporters, Neutral])
            foreach (var (key, value) in JsonNode.Parse(text)!.AsObject())
                config[key] = value?.DeepClone();
    }));

    [Fact]
    public void Two_names_of_the_number_format_may_agree() =>
        Assert.Equal(NumberFormat.BF16, Read("Qwen2", config => { config["dtype"] = "bfloat16"; config["torch_dtype"] = "torch.bfloat16"; }).Stored);

    [Fact]
    public void Two_names_of_the_number_format_that_disagree_are_refused_with_both()
    {
        var error = Assert.Throws<ModelFolderException>(() => Read("Qwen2", config => { config["dtype"] = "bfloat16"; config["torch_dtype"] = "float32"; }));
        Assert.Contains("dtype bfloat16 and torch_dtype float32", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_saved_in_another_format_says_so_under_every_name()
    {
        var config = JsonNode.Parse(ModelConfigText.WithFormat("""{"dtype":"bfloat16","torch_dtype":"bfloat16"}""", NumberFormat.F32))!;
        Assert.Equal(("float32", "float32"), ((string)config["dtype"]!, (string)config["torch_dtype"]!));
    }

    [Fact]
    public void Code_of_the_folder_for_a_class_of_the_same_architecture_is_never_run() =>
        Assert.Equal(Read("Llama", Plain), Read("Llama", config =>
        {
            Plain(config);
            config["auto_map"] = JsonNode.Parse("""
                {"AutoConfig":"configuration_llama.LlamaConfig","AutoModelForCausalLM":"org/model--modeling_flash_llama.LlamaForCausalLM","AutoTokenizer":["tokenization.Own",null]}
                """);
        }));

    [Fact]
    public void A_window_that_a_Mistral_switches_off_and_states_at_once_is_refused() =>
        Assert.Contains("use_sliding_window", Assert.Throws<ModelFolderException>(
            () => Read("Mistral", config => { config["use_sliding_window"] = false; config["sliding_window"] = 64; })).Message, StringComparison.Ordinal);

    [Fact]
    public void A_window_that_a_Llama_switches_off_is_none() =>
        Assert.Null(Read("Llama", config => { config["use_sliding_window"] = false; config["sliding_window"] = 64; }).Model.Window);

    [Fact]
    public void The_length_before_stretching_may_stand_beside_the_rule_and_must_agree_with_it()
    {
        const string Rule = """{"rope_type":"llama3","factor":8.0,"low_freq_factor":1.0,"high_freq_factor":4.0}""";
        Assert.Equal(64, Read("Llama", config => { config["rope_scaling"] = JsonNode.Parse(Rule); config["original_max_position_embeddings"] = 64; }).Model.RopeScaling!.OriginalContext);
        Assert.Throws<ModelFolderException>(() => Read("Llama", config =>
        {
            config["rope_scaling"] = JsonNode.Parse(Rule);
            config["rope_scaling"]!["original_max_position_embeddings"] = 32;
            config["original_max_position_embeddings"] = 64;
        }));
    }

    private static void Plain(JsonObject config)
    {
        config["sliding_window"] = null;
        config["head_dim"] = 16;
    }

    private static ModelConfigFile Read(string family, Action<JsonObject> change)
    {
        using var folder = new TemporaryFolder();
        var config = new JsonObject
        {
            ["architectures"] = new JsonArray($"{family}ForCausalLM"),
            ["model_type"] = family.ToLowerInvariant(),
            ["hidden_size"] = 64,
            ["intermediate_size"] = 160,
            ["num_hidden_layers"] = 4,
            ["num_attention_heads"] = 4,
            ["num_key_value_heads"] = 2,
            ["vocab_size"] = 320,
        };
        change(config);
        File.WriteAllText(folder.At("config.json"), config.ToJsonString());
        return ModelConfigFile.Read(folder.At("config.json"));
    }
}
