using System.Runtime.InteropServices;

namespace Magistral.Method.Generation;

/// <summary>Tokens in order, and where each comes from: what a generator hands over, what is stored, and what the trainer learns from. Never tokenised again.</summary>
/// <param name="Tokens">[T], token ids as sampled or given; the end-of-text token too when the model sampled it.</param>
/// <param name="LogProbs">[T], log-probability of each sampled token in nats, under the distribution it was drawn from; 0 for given ones, which have none.</param>
/// <param name="Spans">The origin of every token, in order; the counts sum to T.</param>
/// <remarks>Immutable by agreement: nobody writes into the arrays. Equal when the numbers are. Thread-safe.</remarks>
public sealed record TokenStream(int[] Tokens, float[] LogProbs, IReadOnlyList<TokenSpan> Spans)
{
    /// <summary>No tokens.</summary>
    public static TokenStream Empty { get; } = new([], [], []);

    /// <summary>T, sampled and given tokens.</summary>
    public int Length => Tokens.Length;

    /// <summary>Tokens that the policy sampled: the length of a completion, and what losses are means over.</summary>
    public int SampledCount => Spans.Where(span => span.IsSampled).Sum(span => span.Count);

    /// <summary>The oldest version among the sampled tokens; null when none was sampled.</summary>
    public WeightVersion? OldestVersion => Spans.Select(span => span.Version).Min();

    /// <summary>Whether every token has its log-probability and its origin.</summary>
    public bool IsWhole => Tokens.Length == LogProbs.Length && Tokens.Length == Spans.Sum(span => (long)span.Count) && Spans.All(span => span.Count > 0);

    /// <summary>Tokens that nobody sampled, such as those of a prompt.</summary>
    /// <param name="tokens">[T]; becomes the stream's.</param>
    public static TokenStream Given(int[] tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        return tokens.Length == 0 ? Empty : new(tokens, new float[tokens.Length], [new(tokens.Length, null)]);
    }

    /// <summary>Tokens that one weight version sampled.</summary>
    /// <param name="tokens">[T], at least one; becomes the stream's.</param>
    /// <param name="logProbs">[T]; becomes the stream's.</param>
    /// <param name="version">Whose logits they were sampled from.</param>
    public static TokenStream Sampled(int[] tokens, float[] logProbs, WeightVersion version)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        return new(tokens, logProbs, [new(tokens.Length, version)]);
    }

    /// <summary>Which tokens the policy sampled.</summary>
    /// <returns>[T], true for a sampled token.</returns>
    public bool[] SampledMask()
    {
        var (mask, at) = (new bool[Length], 0);
        foreach (var span in Spans)
        {
            mask.AsSpan(at, span.Count).Fill(span.IsSampled);
            at += span.Count;
        }
        return mask;
    }

    /// <summary>Some consecutive tokens.</summary>
    /// <param name="start">The first, 0..T.</param>
    /// <param name="count">How many, 0..T − start.</param>
    /// <exception cref="ArgumentOutOfRangeException">The stream does not hold them.</exception>
    public TokenStream Slice(int start, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Length - start);
        var (spans, at) = (new List<TokenSpan>(), 0);
        foreach (var span in Spans)
        {
            TokenSpan.Append(spans, span with { Count = Math.Max(0, Math.Min(at + span.Count, start + count) - Math.Max(at, start)) });
            at += span.Count;
        }
        return new(Tokens[start..(start + count)], LogProbs[start..(start + count)], spans);
    }

    /// <summary>These tokens and then others.</summary>
    /// <param name="next">What follows.</param>
    public TokenStream Append(TokenStream next)
    {
        ArgumentNullException.ThrowIfNull(next);
        List<TokenSpan> spans = [];
        foreach (var span in Spans.Concat(next.Spans))
            TokenSpan.Append(spans, span);
        return new([.. Tokens, .. next.Tokens], [.. LogProbs, .. next.LogProbs], spans);
    }

    /// <inheritdoc/>
    public bool Equals(TokenStream? other) => ReferenceEquals(this, other)
        || (other is not null && Tokens.AsSpan().SequenceEqual(other.Tokens) && LogProbs.AsSpan().SequenceEqual(other.LogProbs) && Spans.SequenceEqual(other.Spans));

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(MemoryMarshal.AsBytes(Tokens.AsSpan()));
        return hash.ToHashCode();
    }
}
