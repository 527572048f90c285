namespace Magistral.Engine.Models;

/// <summary>Where each array of a model lies in the flat buffer: the matrices in the order a token meets them, then gains and biases.</summary>
/// <remarks>
/// Query, key and value rows are one matrix, so are gate and up. Rotary pairs are neighbours (2i, 2i+1) within a head.
/// The vectors lie last, so that weight decay is one range.
/// </remarks>
public sealed class ParameterLayout
{
    private readonly List<ParameterLeaf> leaves = [];
    private readonly LayerVectors[] vectors;

    /// <param name="config">Sizes; validated here.</param>
    /// <exception cref="ModelConfigException">The sizes do not fit together.</exception>
    public ParameterLayout(ModelConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config.Validate();
        Embedding = Matrix("embedding", config.Vocabulary, config.Hidden);
        for (var layer = 0; layer < config.Layers; layer++)
        {
            Matrix($"layers.{layer}.attention.qkv", config.QueryWidth + 2 * config.KeyWidth, config.Hidden);
            Matrix($"layers.{layer}.attention.output", config.Hidden, config.QueryWidth);
            Matrix($"layers.{layer}.feed_forward.gate_up", 2 * config.FeedForward, config.Hidden);
            Matrix($"layers.{layer}.feed_forward.down", config.Hidden, config.FeedForward);
        }

        Head = config.Tied ? Embedding : Matrix("head", config.Vocabulary, config.Hidden);
        MatrixLength = leaves.Sum(leaf => leaf.Length);
        vectors = [.. Enumerable.Range(0, config.Layers).Select(layer => Vectors(config, $"layers.{layer}."))];
        FinalNorm = Add("norm", ParameterKind.Gain, config.Hidden);
        Length = leaves.Sum(leaf => leaf.Length);
    }

    /// <summary>Every array, by offset.</summary>
    public IReadOnlyList<ParameterLeaf> Leaves => leaves;

    /// <summary>Numbers in the buffer.</summary>
    public long Length { get; }

    /// <summary>Numbers of all matrices, which lie before the vectors.</summary>
    public long MatrixLength { get; }

    /// <summary>Index in <see cref="Leaves"/> of the embedding.</summary>
    public int Embedding { get; }

    /// <summary>Index of the output head; the embedding's when tied.</summary>
    public int Head { get; }

    /// <summary>Index of the gain before the head.</summary>
    public int FinalNorm { get; }

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
    public int AttentionNorm(int layer) => vectors[layer].AttentionNorm;

    /// <summary>Index of the gain before the feed-forward layer.</summary>
    /// <param name="layer">From 0.</param>
    public int FeedForwardNorm(int layer) => vectors[layer].FeedForwardNorm;

    /// <summary>Index of the gain of every query head, [head_dim]; null without.</summary>
    /// <param name="layer">From 0.</param>
    public int? QueryNorm(int layer) => vectors[layer].QueryNorm;

    /// <summary>Index of the gain of every key head, [head_dim]; null without.</summary>
    /// <param name="layer">From 0.</param>
    public int? KeyNorm(int layer) => vectors[layer].KeyNorm;

    /// <summary>Index of the bias of a matrix of a layer; null without.</summary>
    /// <param name="matrix">From <see cref="QueryKeyValue"/>, <see cref="AttentionOutput"/>, <see cref="GateUp"/> or <see cref="Down"/>.</param>
    public int? BiasOf(int matrix) => matrix < 1 || matrix > 4 * vectors.Length ? null : vectors[(matrix - 1) / 4].Biases[(matrix - 1) % 4];

    private LayerVectors Vectors(ModelConfig config, string layer)
    {
        int? Gain(bool present, string name) => present ? Add($"{layer}attention.{name}", ParameterKind.Gain, config.HeadWidth) : null;
        int? Bias(bool present, string name, int width) => present ? Add($"{layer}{name}", ParameterKind.Bias, width) : null;
        return new(
            Add($"{layer}attention.norm", ParameterKind.Gain, config.Hidden),
            Add($"{layer}feed_forward.norm", ParameterKind.Gain, config.Hidden),
            Gain(config.QkNorm, "query_norm"),
            Gain(config.QkNorm, "key_norm"),
            [
                Bias(config.QkvBias, "attention.qkv_bias", config.QueryWidth + 2 * config.KeyWidth),
                Bias(config.OutputBias, "attention.output_bias", config.Hidden),
                Bias(config.FeedForwardBias, "feed_forward.gate_up_bias", 2 * config.FeedForward),
                Bias(config.FeedForwardBias, "feed_forward.down_bias", config.Hidden),
            ]);
    }

    private int Matrix(string name, long rows, long columns) => Add(name, ParameterKind.Matrix, rows, columns);

    private int Add(string name, ParameterKind kind, params long[] shape)
    {
        var last = leaves.Count == 0 ? null : leaves[^1];
        leaves.Add(new(name, kind, shape, last is null ? 0 : last.Offset + last.Length));
        return leaves.Count - 1;
    }

    private sealed record LayerVectors(int AttentionNorm, int FeedForwardNorm, int? QueryNorm, int? KeyNorm, int?[] Biases);
}
