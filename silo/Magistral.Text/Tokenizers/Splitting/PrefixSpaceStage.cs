namespace Magistral.Text.Tokenizers.Splitting;

/// <summary>Puts a space before pieces that begin with none.</summary>
internal sealed class PrefixSpaceStage(IPieceStage next) : IPieceStage
{
    public void Take(in TextPiece piece, BpeWorkspace work)
    {
        if (piece.Span[0] == ' ')
            next.Take(piece, work);
        else
            next.Take(new TextPiece(string.Concat(" ", piece.Span), 0, piece.Length + 1, piece.AtStart), work);
    }
}
