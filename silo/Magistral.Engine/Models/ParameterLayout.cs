namespace Magistral.Engine.Models;

/// <summary>Where each array of a model lies in the flat buffer: the matrices in the order a token meets them, then the gains.</summary>
/// <remarks>
/// Query, key and value rows are one matrix, so are gate and up. Rotary pairs are neighbours (2i, 2i+1) within a head.
/// The gains lie last, so that weight decay is one range.
/// </remarks>
public sealed class ParameterLayout
{
    private readonly List<ParameterLeaf> leaves = [];

    /// <param name="config">Sizes; validated here.</param>
    /// <exception cref="ModelConfigException">The sizes do not fit together.</exception>
    public ParameterLayout(ModelConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config.Validate();
        Embedding = Add("embedding", config.Vocabulary, config.Hidden);
        for (var layer = 0; layer < config.Layers; layer++)
        {
            Add($"layers.{layer}.attention.qkv", config.QueryWidth + 2 * config.KeyWidth, config.Hidden);
            Add($"layers.{layer}.attention.output", config.Hidden, config.QueryWidth);
            Add($"layers.{layer}.feed_forward.gate_up", 2 * config.FeedForward, config.Hidden);
            Add($"layers.{layer}.feed_forward.down", config.Hidden, config.FeedForward);
        }

        Head = config.Tied ? Embedding : Add("head", config.Vocabulary, config.Hidden);
        MatrixLength = leaves.Sum(leaf => leaf.Length);
        for (var layer = 0; layer < config.Layers; layer++)
        {
            Add($"layers.{layer}.attention.norm", config.Hidden);
            Add($"layers.{layer}.feed_forward.norm", config.Hidden);
        }

        FinalNorm = Add("norm", config.Hidden);
        Length = leaves.Sum(leaf => leaf.Length);
        FirstGain = leaves.FindIndex(leaf => leaf.IsGain);
    }

    /// <summary>Every array, by offset.</summary>
    public IReadOnlyList<ParameterLeaf> Leaves => leaves;

    /// <summary>Numbers in the buffer.</summary>
    public long Length { get; }

    /// <summary>Numbers of all matrices, which lie before the gains.</summary>
    public long MatrixLength { get; }

    /// <summary>Index in <see cref="Leaves"/> of the embedding.</summary>
    public int Embedding { get; }

    /// <summary>Index of the output head; the embedding's when tied.</summary>
    public int Head { get; }

    /// <summary>Index of the gain before the head.</summary>
    public int FinalNorm { get; }

    private int FirstGain { get; }

    /// <summary>Index of the fused query, key and value matrix, [(heads + 2 · kv_heads) · head_dim, hidden].</summary>
    /// <param name="layer">From 0.</param>
    public static int QueryKeyValue(int layer) => 1 + 4 * layer;

    /// <summary>Index of the attention's output matrix, [hidden, heads · head_dim].</summary>
    /// <param name="layer">From 0.</param>
    public static int AttentionOutput(int layer) => 2 + 4 * layer;

    /// <summary>Index of the fused gate and up matrix, [2 · feed_forward, hidden].</summary>
    /// <param name="layer">From 0.</param>
    public static int GateUp(int layer) => 3 + 4 * layer;

    /// <summary>Index of the down matrix, [hidden, feed_forward].</summary>
    /// <param name="layer">From 0.</param>
    public static int Down(int layer) => 4 + 4 * layer;

    /// <summary>Index of the gain before the attention.</summary>
    /// <param name="layer">From 0.</param>
    public int AttentionNorm(int layer) => FirstGain + 2 * layer;

    /// <summary>Index of the gain before the feed-forward layer.</summary>
    /// <param name="layer">From 0.</param>
    public int FeedForwardNorm(int layer) => FirstGain + 2 * layer + 1;

    private int Add(string name, params long[] shape)
    {
        var last = leaves.Count == 0 ? null : leaves[^1];
        leaves.Add(new(name, shape, last is null ? 0 : last.Offset + last.Length));
        return leaves.Count - 1;
    }
}
