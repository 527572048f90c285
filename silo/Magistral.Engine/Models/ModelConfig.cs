using Magistral.Engine.Weights;

namespace Magistral.Engine.Models;

/// <summary>Sizes of a decoder-only transformer: RMSNorm, rotary positions, grouped-query attention, SwiGLU.</summary>
/// <remarks>Immutable; compared by value. Call <see cref="Validate"/> before building anything from it.</remarks>
public sealed record ModelConfig
{
    // beyond these a config is a mistake, or meant to exhaust the memory
    private const int MostLayers = 1 << 14;
    private const int MostWidth = 1 << 20;

    /// <summary>Width of the residual stream, ≥ 1.</summary>
    public required int Hidden { get; init; }

    /// <summary>Number of transformer layers, ≥ 1.</summary>
    public required int Layers { get; init; }

    /// <summary>Query heads, ≥ 1.</summary>
    public required int Heads { get; init; }

    /// <summary>Key and value heads; divides <see cref="Heads"/>.</summary>
    public required int KvHeads { get; init; }

    /// <summary>Width of one head, even; 0 means <see cref="Hidden"/> / <see cref="Heads"/>.</summary>
    public int HeadDim { get; init; }

    /// <summary>Width of the gated feed-forward layer, ≥ 1.</summary>
    public required int FeedForward { get; init; }

    /// <summary>Number of tokens of the vocabulary, ≥ 2.</summary>
    public required int Vocabulary { get; init; }

    /// <summary>Longest sequence in tokens, prompt and completion together, ≥ 2.</summary>
    public required int Context { get; init; }

    /// <summary>Whether the output head is the embedding matrix.</summary>
    public bool Tied { get; init; } = true;

    /// <summary>Base of the rotary frequencies, > 1 (arXiv 2104.09864).</summary>
    public double RopeTheta { get; init; } = 10_000;

    /// <summary>How the rotary frequencies are stretched for longer contexts; null leaves them as they are.</summary>
    public RotaryScaling? RopeScaling { get; init; }

    /// <summary>What the rotary frequencies are rounded to: F32, which is not rounded at all, unless an implementation is to be matched that rounds them.</summary>
    public NumberFormat RopePrecision { get; init; } = NumberFormat.F32;

    /// <summary>Whether queries, keys and values have a bias, as in Qwen2.</summary>
    public bool QkvBias { get; init; }

    /// <summary>Whether the attention's output has a bias.</summary>
    public bool OutputBias { get; init; }

    /// <summary>Whether gate, up and down have a bias.</summary>
    public bool FeedForwardBias { get; init; }

    /// <summary>Whether every query and key head is normalised, with a gain, before it is turned, as in Qwen3 (arXiv 2505.09388).</summary>
    public bool QkNorm { get; init; }

    /// <summary>Layers that see only the newest tokens; null when all see everything.</summary>
    public SlidingWindow? Window { get; init; }

    /// <summary>Added to the mean square under the root of RMSNorm, > 0 (arXiv 1910.07467).</summary>
    public double RmsNormEps { get; init; } = 1e-5;

    /// <summary>Width of one head with the default resolved.</summary>
    public int HeadWidth => HeadDim > 0 ? HeadDim : Hidden / Math.Max(1, Heads);

    /// <summary>Width of all query heads.</summary>
    public int QueryWidth => Heads * HeadWidth;

    /// <summary>Width of all key heads, and of all value heads.</summary>
    public int KeyWidth => KvHeads * HeadWidth;

    /// <summary>Number of trained numbers, gains included; a tied head counts once.</summary>
    public long ParameterCount => (LayerMatrices + LayerVectors) * Layers + Hidden + (Tied ? 1L : 2L) * Vocabulary * Hidden;

    /// <summary>N of the benchmarks: the numbers of every matrix a token is multiplied by, head included (tied or not), embedding and gains not.</summary>
    public long MatrixParameterCount => LayerMatrices * Layers + (long)Vocabulary * Hidden;

    private long LayerMatrices => (long)Hidden * (2 * QueryWidth + 2 * KeyWidth) + 3L * Hidden * FeedForward;

    private long LayerVectors =>
        2L * Hidden + (QkNorm ? 2L * HeadWidth : 0) + (QkvBias ? QueryWidth + 2L * KeyWidth : 0) + (OutputBias ? Hidden : 0)
        + (FeedForwardBias ? 2L * FeedForward + Hidden : 0);

    /// <summary>The newest tokens a position of a layer sees, itself included; the context when it sees all.</summary>
    /// <param name="layer">From 0.</param>
    public int SeenTokens(int layer) => Window is { } window && window.Covers(layer) ? Math.Min(window.Tokens, Context) : Context;

    /// <summary>Throws unless the sizes fit together.</summary>
    /// <returns>This instance.</returns>
    /// <exception cref="ModelConfigException">A size is out of its range or does not divide another.</exception>
    public ModelConfig Validate()
    {
        AtLeast(1, (nameof(Hidden), Hidden), (nameof(Layers), Layers), (nameof(Heads), Heads), (nameof(KvHeads), KvHeads), (nameof(FeedForward), FeedForward));
        AtLeast(2, (nameof(Vocabulary), Vocabulary), (nameof(Context), Context));
        AtLeast(0, (nameof(HeadDim), HeadDim));
        AtMost(MostLayers, (nameof(Layers), Layers));
        AtMost(MostWidth, (nameof(Hidden), Hidden), (nameof(Heads), Heads), (nameof(KvHeads), KvHeads), (nameof(HeadDim), HeadDim), (nameof(FeedForward), FeedForward));
        if (HeadDim == 0 && Hidden % Heads != 0)
            throw new ModelConfigException($"hidden {Hidden} is not a multiple of heads {Heads}", "change one of them or give the head dimension");
        if (HeadWidth < 2 || HeadWidth % 2 != 0)
            throw new ModelConfigException($"the head dimension {HeadWidth} is odd", "rotary positions turn pairs, so use an even one");
        if (Heads % KvHeads != 0)
            throw new ModelConfigException($"kv_heads {KvHeads} does not divide heads {Heads}", "each key head serves the same number of query heads");
        if (!(RopeTheta > 1 && double.IsFinite(RopeTheta)))
            throw new ModelConfigException($"rope_theta {RopeTheta} is not above 1", "use 10000");
        if (!(RmsNormEps > 0 && double.IsFinite(RmsNormEps)))
            throw new ModelConfigException($"rms_norm_eps {RmsNormEps} is not positive", "use 1e-5");
        RopeScaling?.Validate();
        Window?.Validate(Layers);
        return this;
    }

    private static void AtMost(int most, params ReadOnlySpan<(string Name, int Value)> sizes)
    {
        foreach (var (name, value) in sizes)
            if (value > most)
                throw new ModelConfigException($"the model's {name} is {value}", $"use at most {most}");
    }

    private static void AtLeast(int least, params ReadOnlySpan<(string Name, int Value)> sizes)
    {
        foreach (var (name, value) in sizes)
            if (value < least)
                throw new ModelConfigException($"the model's {name} is {value}", $"use at least {least}");
    }
}
