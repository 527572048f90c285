namespace Magistral.Text.Tokenizers.Splitting;

/// <summary>A part of a text on its way through the pre-tokenizers.</summary>
/// <param name="Text">The text it lies in.</param>
/// <param name="Start">Index of its first UTF-16 unit.</param>
/// <param name="Length">Its UTF-16 units, at least 1.</param>
/// <param name="AtStart">Whether it begins where the whole input begins.</param>
internal readonly record struct TextPiece(string Text, int Start, int Length, bool AtStart)
{
    public ReadOnlySpan<char> Span => Text.AsSpan(Start, Length);

    /// <summary>A part of this piece.</summary>
    public TextPiece Part(int start, int length) => new(Text, Start + start, length, AtStart && start == 0);
}
