using Magistral.Contracts;

namespace Magistral.Engine.Models;

/// <summary>Attention over the newest tokens alone, in all layers or in some (arXiv 2310.06825).</summary>
/// <remarks>Immutable; compared by value.</remarks>
/// <param name="tokens">Tokens a position sees, itself included, ≥ 1.</param>
/// <param name="layers">Whether each layer has the window; empty when all have.</param>
public sealed class SlidingWindow(int tokens, IReadOnlyList<bool> layers) : IEquatable<SlidingWindow>
{
    private readonly bool[] covered = layers.All(layer => layer) ? [] : [.. layers];

    /// <summary>Tokens a position sees, itself included.</summary>
    public int Tokens { get; } = tokens;

    /// <summary>Whether a layer has the window.</summary>
    /// <param name="layer">From 0.</param>
    public bool Covers(int layer) => covered.Length == 0 || covered[layer];

    /// <inheritdoc/>
    public bool Equals(SlidingWindow? other) => other is not null && other.Tokens == Tokens && other.covered.AsSpan().SequenceEqual(covered);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SlidingWindow);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Tokens, covered.Length, covered.Count(layer => layer));

    internal void Validate(int layerCount)
    {
        if (Tokens < 1) throw new ModelConfigException($"the sliding window is {Tokens} tokens", "use at least 1");
        if (covered.Length != 0 && covered.Length != layerCount)
            throw new ModelConfigException($"the sliding window names {Counted.Of(covered.Length, "layer")} of {layerCount}", "name every layer once");
    }
}
