namespace Magistral.Contracts.Specs;

/// <summary>The language model of a run: a Hugging Face folder, or fresh weights of given sizes (decoder-only, RMSNorm, RoPE, grouped-query attention, SwiGLU).</summary>
[GenerateSerializer, Immutable, Alias("magistral.model-spec")]
public sealed record ModelSpec
{
    /// <summary>Width of the residual stream; a multiple of heads, an even number a head.</summary>
    [Id(0), Setting("Width of the residual stream; a multiple of heads, an even number a head.", Minimum = 2, Maximum = 65536)]
    public int Hidden { get; init; } = 96;

    /// <summary>Number of transformer layers.</summary>
    [Id(1), Setting("Number of transformer layers.", Minimum = 1, Maximum = 512)]
    public int Layers { get; init; } = 3;

    /// <summary>Number of attention heads.</summary>
    [Id(2), Setting("Number of attention heads.", Minimum = 1, Maximum = 1024)]
    public int Heads { get; init; } = 3;

    /// <summary>Number of key and value heads; divides heads (grouped-query attention).</summary>
    [Id(3), Setting("Number of key and value heads; divides heads (grouped-query attention).", Minimum = 1, Maximum = 1024)]
    public int KvHeads { get; init; } = 3;

    /// <summary>Inner width of the SwiGLU feed-forward block.</summary>
    [Id(4), Setting("Inner width of the SwiGLU feed-forward block.", Minimum = 1, Maximum = 262144)]
    public int FeedForward { get; init; } = 256;

    /// <summary>Longest sequence in tokens, prompt and completion together.</summary>
    [Id(5), Setting("Longest sequence in tokens, prompt and completion together.", Minimum = 8, Maximum = 1048576)]
    public int Context { get; init; } = 72;

    /// <summary>Whether the output head shares the embedding matrix.</summary>
    [Id(6), Setting("Whether the output head shares the embedding matrix.")]
    public bool Tied { get; init; } = true;

    /// <summary>Tokenizer: auto (the folder's, else characters), characters (one token a character, for the bundled arithmetic), bpe (learnt from the run's own traces).</summary>
    [Id(7), Setting("Tokenizer: auto (the folder's, else characters), characters (one token a character, for the bundled arithmetic), bpe (learnt from the run's own traces).")]
    public TokenizerKind Tokenizer { get; init; } = TokenizerKind.Auto;

    /// <summary>Folder of a Hugging Face model to start from, in place of the sizes; empty starts from fresh weights.</summary>
    [Id(8), Setting("Folder of a Hugging Face model to start from, in place of the sizes; empty starts from fresh weights.")]
    public string Path { get; init; } = "";

    /// <summary>What matrix products are computed in: float32 or bfloat16; weights that are trained stay float32.</summary>
    [Id(9), Setting("What matrix products are computed in: float32 or bfloat16; weights that are trained stay float32.")]
    public ComputeKind Dtype { get; init; } = ComputeKind.Full;

    /// <summary>Whether only the inputs of layers are kept for the backward, which computes the rest again: less memory, a third more work.</summary>
    [Id(10), Setting("Whether only the inputs of layers are kept for the backward, which computes the rest again: less memory, a third more work.")]
    public bool RecomputeLayers { get; init; }

    /// <summary>Whether prompts are written by the folder's chat template, with the method's system prompt; as they are where there is no template.</summary>
    [Id(11), Setting("Whether prompts are written by the folder's chat template, with the method's system prompt; as they are where there is no template.")]
    public bool ChatTemplate { get; init; } = true;

    /// <summary>A low-rank adapter that is trained in place of the folder's weights; null trains the weights.</summary>
    [Id(12), Setting("A low-rank adapter that is trained in place of the folder's weights; null trains the weights.")]
    public LoraSpec? Lora { get; init; }
}
