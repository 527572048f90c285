namespace Magistral.Method.Packing;

/// <summary>Sequences that are padded to the longest of them and trained together.</summary>
/// <param name="Rows">Indices into the lengths that were packed, longest first.</param>
/// <param name="Width">The longest sequence in tokens.</param>
/// <param name="Tokens">Tokens without padding.</param>
public sealed record MicroBatch(IReadOnlyList<int> Rows, int Width, long Tokens)
{
    /// <summary>Tokens with padding.</summary>
    public long PaddedTokens => (long)Rows.Count * Width;
}
