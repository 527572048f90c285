namespace Magistral.Engine.Models;

/// <summary>Sizes of a decoder-only transformer: RMSNorm, rotary positions, grouped-query attention, SwiGLU.</summary>
/// <remarks>Immutable; compared by value. Call <see cref="Validate"/> before building anything from it.</remarks>
public sealed record ModelConfig
{
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

    /// <summary>Added to the mean square under the root of RMSNorm, > 0 (arXiv 1910.07467).</summary>
    public double RmsNormEps { get; init; } = 1e-5;

    /// <summary>Width of one head with the default resolved.</summary>
    public int HeadWidth => HeadDim > 0 ? HeadDim : Hidden / Math.Max(1, Heads);

    /// <summary>Width of all query heads.</summary>
    public int QueryWidth => Heads * HeadWidth;

    /// <summary>Width of all key heads, and of all value heads.</summary>
    public int KeyWidth => KvHeads * HeadWidth;

    /// <summary>Number of trained numbers, gains included; a tied head counts once.</summary>
    public long ParameterCount => LayerMatrices * Layers + (2L * Layers + 1) * Hidden + (Tied ? 1L : 2L) * Vocabulary * Hidden;

    /// <summary>N of the benchmarks: the numbers of every matrix a token is multiplied by, head included (tied or not), embedding and gains not.</summary>
    public long MatrixParameterCount => LayerMatrices * Layers + (long)Vocabulary * Hidden;

    private long LayerMatrices => (long)Hidden * (2 * QueryWidth + 2 * KeyWidth) + 3L * Hidden * FeedForward;

    /// <summary>Throws unless the sizes fit together.</summary>
    /// <returns>This instance.</returns>
    /// <exception cref="ModelConfigException">A size is out of its range or does not divide another.</exception>
    public ModelConfig Validate()
    {
        AtLeast(1, (nameof(Hidden), Hidden), (nameof(Layers), Layers), (nameof(Heads), Heads), (nameof(KvHeads), KvHeads), (nameof(FeedForward), FeedForward));
        AtLeast(2, (nameof(Vocabulary), Vocabulary), (nameof(Context), Context));
        AtLeast(0, (nameof(HeadDim), HeadDim));
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
        return this;
    }

    private static void AtLeast(int least, params ReadOnlySpan<(string Name, int Value)> sizes)
    {
        foreach (var (name, value) in sizes)
            if (value < least)
                throw new ModelConfigException($"the model's {name} is {value}", $"use at least {least}");
    }
}
