namespace Magistral.Text.Tokenizers.Splitting;

/// <summary>What becomes of the delimiters a splitter finds.</summary>
internal enum SplitBehaviour
{
    /// <summary>Matches are removed from the text.</summary>
    Removed,

    /// <summary>Each is a piece of its own.</summary>
    Isolated,

    /// <summary>Each ends the piece before it.</summary>
    MergedWithPrevious,

    /// <summary>Each begins the piece after it.</summary>
    MergedWithNext,

    /// <summary>Neighbouring ones are one piece.</summary>
    Contiguous,
}
