namespace Magistral.Engine.HuggingFace;

/// <summary>Model classes of the transformers library that the engine computes.</summary>
public enum Architecture
{
    /// <summary>`MistralForCausalLM`: a sliding window unless the config says null.</summary>
    Mistral,

    /// <summary>`LlamaForCausalLM`: attention and feed-forward may have biases.</summary>
    Llama,

    /// <summary>`Qwen2ForCausalLM`: biases of query, key and value; a sliding window in some layers.</summary>
    Qwen2,

    /// <summary>`Qwen3ForCausalLM`: normalised query and key heads; a sliding window in some layers.</summary>
    Qwen3,
}
