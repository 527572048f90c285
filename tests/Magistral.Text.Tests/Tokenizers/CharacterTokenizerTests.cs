using CsCheck;
using Magistral.Text.Tokenizers;
using Xunit;

namespace Magistral.Text.Tests.Tokenizers;

public sealed class CharacterTokenizerTests
{
    private static readonly CharacterTokenizer Tokenizer = new();

    [Fact]
    public void A_response_takes_one_token_a_marker()
    {
        var tokens = Tokenizer.Encode("<think>7+5+0=12;</think>\\boxed{12}");
        Assert.Equal(1 + 9 + 1 + 1 + 2 + 1, tokens.Length);
    }

    [Fact]
    public void Decoding_what_was_encoded_gives_the_text() => Gen.OneOfConst(
        "0", "9", "+", "-", "*", "=", ";", ",", "(", ")", " ", "\n", "}", "<think>", "</think>", "\\boxed{").Array[0, 30].Sample(pieces =>
    {
        var text = string.Concat(pieces);
        Assert.Equal(text, Tokenizer.Decode(Tokenizer.Encode(text)));
    });

    [Fact]
    public void End_and_padding_decode_to_nothing() => Assert.Equal("1", Tokenizer.Decode([Tokenizer.Encode("1")[0], Tokenizer.EndOfText, Tokenizer.Padding]));

    [Fact]
    public void An_unknown_character_is_named()
    {
        var error = Assert.Throws<UnknownCharacterException>(() => Tokenizer.Encode("12 + ä"));
        Assert.Equal(('ä', 5), (error.Character, error.Position));
    }

    [Fact]
    public void The_vocabulary_has_26_tokens() => Assert.Equal(26, Tokenizer.VocabularySize);
}
