namespace Magistral.Text.Tokenizers;

/// <summary>Turns text into tokens and back.</summary>
/// <remarks>Implementations are immutable and thread-safe.</remarks>
public interface ITokenizer
{
    /// <summary>Number of tokens; every token is in 0..VocabularySize − 1.</summary>
    int VocabularySize { get; }

    /// <summary>The token that ends a completion.</summary>
    int EndOfText { get; }

    /// <summary>The token that fills what is not used; never produced by <see cref="Encode"/>.</summary>
    int Padding { get; }

    /// <summary>The tokens of a text, without an end-of-text token.</summary>
    /// <param name="text">Any text the vocabulary can write.</param>
    /// <exception cref="UnknownCharacterException">A character is not in the vocabulary.</exception>
    int[] Encode(string text);

    /// <summary>The text of tokens; end-of-text and padding leave nothing.</summary>
    /// <param name="tokens">Each in 0..VocabularySize − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A token is not in the vocabulary.</exception>
    string Decode(ReadOnlySpan<int> tokens);
}
