namespace Magistral.Text.Tokenizers.Splitting;

/// <summary>Cuts pieces where a pattern matches.</summary>
/// <param name="regex">Finds the delimiters.</param>
/// <param name="behaviour">What becomes of them.</param>
/// <param name="invert">Whether the matches are the pieces, and what lies between them the delimiters.</param>
/// <param name="next">Takes the pieces.</param>
internal sealed class RegexSplitter(CodePointRegex regex, SplitBehaviour behaviour, bool invert, IPieceStage next) : IPieceStage
{
    private readonly IPieceStage next = next;
    private readonly SplitBehaviour behaviour = behaviour;
    private readonly bool invert = invert;

    public void Take(in TextPiece piece, BpeWorkspace work)
    {
        var cut = new Cut(this, piece, work);
        regex.Matches(piece.Span, static (int start, int length, ref Cut state) => state.Match(start, length), ref cut);
        cut.Finish();
    }

    /// <summary>One piece being cut: spans arrive from left to right, each a delimiter or not.</summary>
    private ref struct Cut(RegexSplitter splitter, TextPiece piece, BpeWorkspace work)
    {
        private int end;            // first unit that no span covered
        private int pieceStart;     // first unit not given to the next stage
        private bool afterDelimiter;

        public void Match(int start, int length)
        {
            if (start > end)
                Span(end, start - end, splitter.invert);
            Span(start, length, !splitter.invert);
        }

        public void Finish()
        {
            if (end < piece.Length)
                Span(end, piece.Length - end, splitter.invert);
            Emit(piece.Length);
        }

        private readonly SplitBehaviour Behaviour => splitter.behaviour;

        private void Span(int start, int length, bool delimiter)
        {
            end = start + length;
            switch (Behaviour)
            {
                case SplitBehaviour.Isolated:
                    Emit(end);
                    break;
                case SplitBehaviour.Removed:
                    Emit(end, skip: delimiter);
                    break;
                case SplitBehaviour.MergedWithPrevious when delimiter:
                    Emit(end);
                    break;
                case SplitBehaviour.MergedWithNext when delimiter:
                    Emit(start);
                    break;
                case SplitBehaviour.Contiguous when delimiter != afterDelimiter:
                    Emit(start);
                    break;
                default:
                    break;
            }

            afterDelimiter = delimiter;
        }

        private void Emit(int until, bool skip = false)
        {
            if (until > pieceStart && !skip)
                splitter.next.Take(piece.Part(pieceStart, until - pieceStart), work);
            pieceStart = until;
        }
    }
}
