using Magistral.Contracts;

namespace Magistral.Text.Tokenizers;

/// <summary>A text holds a character that the vocabulary cannot write.</summary>
/// <param name="character">The character.</param>
/// <param name="position">Its index in the text, from 0.</param>
/// <param name="known">What the vocabulary can write.</param>
public sealed class UnknownCharacterException(char character, int position, string known) : MagistralException(
    what: $"the character '{character}' (U+{(int)character:X4}) at position {position} is not in the vocabulary",
    remedy: $"use only {known}")
{
    /// <summary>First character of the text that the tokenizer does not know.</summary>
    public char Character { get; } = character;

    /// <summary>Its index in the text, from 0.</summary>
    public int Position { get; } = position;
}
