namespace Magistral.Contracts.Specs;

/// <summary>The language model of a run: a Hugging Face folder, or fresh weights of given sizes (decoder-only, RMSNorm, RoPE, grouped-query attention, SwiGLU).</summary>
[GenerateSerializer, Immutable, Alias("magistral.model-spec")]
public sealed record ModelSpec
{
    /// <summary>Width of the residual stream; a multiple of heads, even per head.</summary>
    [Id(0), Setting(Minimum = 2, Maximum = 65536)]
    public int Hidden { get; init; } = 96;

    /// <summary>Number of transformer layers.</summary>
    [Id(1), Setting(Minimum = 1, Maximum = 512)]
    public int Layers { get; init; } = 3;

    /// <summary>Number of attention heads.</summary>
    [Id(2), Setting(Minimum = 1, Maximum = 1024)]
    public int Heads { get; init; } = 3;

    /// <summary>Number of key and value heads; divides heads (grouped-query attention).</summary>
    [Id(3), Setting(Minimum = 1, Maximum = 1024)]
    public int KvHeads { get; init; } = 3;

    /// <summary>Inner width of the SwiGLU feed-forward block.</summary>
    [Id(4), Setting(Minimum = 1, Maximum = 262144)]
    public int FeedForward { get; init; } = 256;

    /// <summary>Maximum sequence length in tokens, prompt and completion together.</summary>
    [Id(5), Setting(Minimum = 8, Maximum = 1048576)]
    public int Context { get; init; } = 72;

    /// <summary>Whether the output head shares the embedding matrix.</summary>
    [Id(6), Setting]
    public bool Tied { get; init; } = true;

    /// <summary>Tokenizer: auto (the folder's, else characters), characters (one token per character, for the bundled arithmetic), bpe (trained on the run's own traces).</summary>
    [Id(7), Setting]
    public TokenizerKind Tokenizer { get; init; } = TokenizerKind.Auto;

    /// <summary>Hugging Face model folder to start from, instead of the sizes; empty starts from random weights.</summary>
    [Id(8), Setting]
    public string Path { get; init; } = "";

    /// <summary>Data type of matrix products: float32 or bfloat16; trained weights stay float32.</summary>
    [Id(9), Setting]
    public ComputeKind Dtype { get; init; } = ComputeKind.Full;

    /// <summary>Activation checkpointing: whether only the inputs of layers are kept for the backward pass, which recomputes the rest; less memory, a third more computation.</summary>
    [Id(10), Setting]
    public bool RecomputeLayers { get; init; }

    /// <summary>Whether prompts are rendered with the folder's chat template and the method's system prompt; without a template they are used unchanged.</summary>
    [Id(11), Setting]
    public bool ChatTemplate { get; init; } = true;

    /// <summary>Low-rank adapter to train instead of the folder's weights; null trains all weights.</summary>
    [Id(12), Setting]
    public LoraSpec? Lora { get; init; }
}
