namespace Magistral.Text.Tokenizers.Splitting;

/// <summary>Writes spaces as a visible mark, and puts one before words at the beginning.</summary>
/// <param name="mark">The mark, usually ▁ (U+2581).</param>
/// <param name="scheme">Where a mark is added; never before a piece that begins with one.</param>
/// <param name="split">Whether pieces are cut before every mark.</param>
/// <param name="next">Takes the pieces.</param>
internal sealed class MetaspaceStage(char mark, PrependScheme scheme, bool split, IPieceStage next) : IPieceStage
{
    public void Take(in TextPiece piece, BpeWorkspace work)
    {
        var text = piece.Span.ToString().Replace(' ', mark);
        if (scheme != PrependScheme.Never && (scheme == PrependScheme.Always || piece.AtStart) && text[0] != mark)
            text = mark + text;
        var whole = new TextPiece(text, 0, text.Length, piece.AtStart);
        if (!split)
        {
            next.Take(whole, work);
            return;
        }

        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf(mark, start + 1);
            if (end < 0)
                end = text.Length;
            next.Take(whole.Part(start, end - start), work);
            start = end;
        }
    }
}
