namespace Magistral.Text.Tokenizers.Training;

/// <summary>How a byte-level tokenizer is made from texts.</summary>
public sealed record TokenizerTrainerOptions
{
    /// <summary>Tokens in all: the special ones, 256 bytes, then merges, as many as the texts yield.</summary>
    public required int VocabularySize { get; init; }

    /// <summary>The token that fills what is not used, id 0.</summary>
    public string Padding { get; init; } = "<pad>";

    /// <summary>The token that begins a text, id 1.</summary>
    public string BeginOfText { get; init; } = "<s>";

    /// <summary>The token that ends a text, id 2.</summary>
    public string EndOfText { get; init; } = "</s>";

    /// <summary>Further tokens that are never split but belong to the text, such as `&lt;think&gt;`; ids from 3 on.</summary>
    public IReadOnlyList<string> Markers { get; init; } = [];

    /// <summary>What cuts texts into words before merging; a merge never reaches over a cut. Default: letters, single digits, punctuation, white space.</summary>
    public string Pattern { get; init; } = @"[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    /// <summary>The chat template, or null for none.</summary>
    public string? ChatTemplate { get; init; }
}
