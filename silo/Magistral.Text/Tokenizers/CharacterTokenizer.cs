using System.Text;

namespace Magistral.Text.Tokenizers;

/// <summary>The vocabulary of the bundled arithmetic: one token a character, and one for each marker of a response.</summary>
/// <remarks>26 tokens. `&lt;think&gt;`, `&lt;/think&gt;` and `\boxed{` are single tokens. Immutable and thread-safe.</remarks>
public sealed class CharacterTokenizer : ITokenizer
{
    private const string Characters = "0123456789+-*=;,() \n}";

    private static readonly string[] Markers = [.. AnswerMarkers.All];

    internal static readonly string[] Pieces = [.. Characters.Select(character => character.ToString()), .. Markers, "", ""];

    /// <inheritdoc/>
    public int VocabularySize => Pieces.Length;

    /// <inheritdoc/>
    public int EndOfText => Pieces.Length - 2;

    /// <inheritdoc/>
    public int Padding => Pieces.Length - 1;

    /// <inheritdoc/>
    public int[] Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var tokens = new List<int>(text.Length);
        for (var position = 0; position < text.Length;)
        {
            var marker = Array.FindIndex(Markers, piece => string.CompareOrdinal(text, position, piece, 0, piece.Length) == 0);
            var character = Characters.IndexOf(text[position], StringComparison.Ordinal);
            if (marker < 0 && character < 0)
                throw new UnknownCharacterException(text[position], position, "digits, + - * = ; , ( ) }, space, line feed, <think>, </think> and \\boxed{");
            tokens.Add(marker >= 0 ? Characters.Length + marker : character);
            position += marker >= 0 ? Markers[marker].Length : 1;
        }

        return [.. tokens];
    }

    /// <inheritdoc/>
    public string Decode(ReadOnlySpan<int> tokens)
    {
        var text = new StringBuilder(tokens.Length);
        foreach (var token in tokens)
        {
            if ((uint)token >= (uint)Pieces.Length)
                throw new ArgumentOutOfRangeException(nameof(tokens), token, $"the vocabulary has {Pieces.Length} tokens");
            text.Append(Pieces[token]);
        }

        return text.ToString();
    }
}
