using System.Runtime.InteropServices;
using Magistral.Method.Generation;

namespace Magistral.Contracts.Generation;

/// <summary>How a token stream travels: its numbers as bytes, since arrays of numbers are slow to send; given tokens bring no log-probabilities.</summary>
[RegisterConverter]
public sealed class TokenStreamConverter : IConverter<TokenStream, TokenStreamConverter.Wire>
{
    /// <inheritdoc/>
    public TokenStream ConvertFromSurrogate(in Wire surrogate)
    {
        var tokens = MemoryMarshal.Cast<byte, int>(surrogate.Tokens).ToArray();
        var logProbs = MemoryMarshal.Cast<byte, float>(surrogate.LogProbs).ToArray();
        var stream = new TokenStream(tokens, logProbs, surrogate.Spans);
        return logProbs.Length == tokens.Length ? stream : stream with { LogProbs = Spread(stream, tokens.Length) };
    }

    /// <inheritdoc/>
    public Wire ConvertToSurrogate(in TokenStream value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(MemoryMarshal.AsBytes(value.Tokens.AsSpan()).ToArray(), MemoryMarshal.AsBytes(Sampled(value)).ToArray(), value.Spans);
    }

    // what is not whole stays as it is, for its reader to refuse
    private static ReadOnlySpan<float> Sampled(TokenStream stream)
    {
        if (!stream.IsWhole || stream.Spans.All(span => span.IsSampled))
            return stream.LogProbs;
        var (sampled, at) = (new List<float>(stream.Length), 0);
        foreach (var span in stream.Spans)
        {
            if (span.IsSampled)
                sampled.AddRange(stream.LogProbs.AsSpan(at, span.Count));
            at += span.Count;
        }
        return CollectionsMarshal.AsSpan(sampled);
    }

    private static float[] Spread(TokenStream stream, int length)
    {
        if (stream.LogProbs.Length != stream.SampledCount || stream.Spans.Sum(span => (long)span.Count) != length)
            return stream.LogProbs;
        var (spread, from, at) = (new float[length], 0, 0);
        foreach (var span in stream.Spans)
        {
            if (span.IsSampled)
            {
                stream.LogProbs.AsSpan(from, span.Count).CopyTo(spread.AsSpan(at));
                from += span.Count;
            }
            at += span.Count;
        }
        return spread;
    }

    /// <summary>The stream as it is sent.</summary>
    /// <param name="Tokens">Token ids, 32-bit little-endian.</param>
    /// <param name="LogProbs">Log-probability of each sampled token, 32-bit floats, little-endian.</param>
    /// <param name="Spans">The origin of every token.</param>
    [GenerateSerializer, Immutable, Alias("magistral.token-stream")]
    public readonly record struct Wire([property: Id(0)] byte[] Tokens, [property: Id(1)] byte[] LogProbs, [property: Id(2)] IReadOnlyList<TokenSpan> Spans);
}
