namespace Magistral.Text.Tokenizers.Splitting;

/// <summary>Which pieces get the mark of a space before them.</summary>
internal enum PrependScheme
{
    /// <summary>Every piece between added tokens.</summary>
    Always,

    /// <summary>Only the piece at the beginning of the input.</summary>
    First,

    /// <summary>None.</summary>
    Never,
}
