namespace Magistral.Text.Tokenizers.Splitting;

/// <summary>A pre-tokenizer, or the model at their end: takes a piece, gives smaller ones to the next. Immutable; what changes is in the workspace.</summary>
internal interface IPieceStage
{
    void Take(in TextPiece piece, BpeWorkspace work);
}
