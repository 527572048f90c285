using System.Text.Json.Nodes;
using Magistral.Text.Tokenizers;
using Magistral.Text.Tokenizers.Files;
using Xunit;

namespace Magistral.Text.Tests.Tokenizers;

public sealed class BadTokenizerTests
{
    [Theory]
    [InlineData("model.type", "\"Unigram\"")]
    [InlineData("model.dropout", "0.1")]
    [InlineData("model.continuing_subword_prefix", "\"##\"")]
    [InlineData("model.new_option", "1")]
    [InlineData("model.unk_token", "\"<nowhere>\"")]
    [InlineData("model.byte_fallback", "\"yes\"")]
    [InlineData("normalizer", "{\"type\":\"BertNormalizer\"}", "normalizer.type")]
    [InlineData("normalizer", "{\"type\":\"Sequence\",\"normalizers\":[{\"type\":\"NFC\"},{\"type\":\"Nmt\"}]}", "normalizer.normalizers[1].type")]
    [InlineData("pre_tokenizer", "{\"type\":\"Sequence\",\"pretokenizers\":[{\"type\":\"BertPreTokenizer\"}]}", "pre_tokenizer.pretokenizers[0].type")]
    [InlineData("pre_tokenizer", "{\"type\":\"Split\",\"pattern\":{\"Regex\":\"\\\\p{Nonsense}\"},\"behavior\":\"Isolated\",\"invert\":false}", "pre_tokenizer.pattern.Regex")]
    [InlineData("pre_tokenizer", "{\"type\":\"Split\",\"pattern\":{\"String\":\"a\"},\"behavior\":\"Shuffled\",\"invert\":false}", "pre_tokenizer.behavior")]
    [InlineData("post_processor", "{\"type\":\"BertProcessing\"}", "post_processor.type")]
    [InlineData("decoder", "{\"type\":\"WordPiece\"}", "decoder.type")]
    [InlineData("version", "\"2.0\"")]
    [InlineData("surprise", "1")]
    [InlineData("added_tokens", "[{\"id\":5,\"content\":\"<new>\",\"special\":true}]", "added_tokens[0]")]
    public void What_is_not_known_is_refused_by_its_place_in_the_file(string place, string value, string? named = null)
    {
        using var folder = TokenizerFolder.Trained().With(json =>
        {
            var names = place.Split('.');
            (names.Length > 1 ? json[names[0]]! : json)[names[^1]] = JsonNode.Parse(value);
        });
        var error = Assert.Throws<TokenizerException>(() => folder.Load());
        Assert.Contains($"tokenizer.json: {named ?? place} ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData("[[\"a\",\"nowhere\"]]")]
    [InlineData("[\"abc\"]")]
    [InlineData("[7]")]
    [InlineData("7")]
    public void A_merge_of_what_is_no_token_is_refused(string merges)
    {
        using var folder = TokenizerFolder.Trained().With(json => json["model"]!["merges"] = JsonNode.Parse(merges));
        Assert.Contains("model.merges", Assert.Throws<TokenizerException>(() => folder.Load()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"a\":1,\"b\":1}")]
    [InlineData("{\"a\":-1}")]
    [InlineData("{\"a\":2000000000}")]
    [InlineData("{\"a\":\"1\"}")]
    [InlineData("[\"a\"]")]
    public void An_id_that_cannot_be_is_refused(string vocabulary)
    {
        using var folder = TokenizerFolder.Trained().With(json => json["model"]!["vocab"] = JsonNode.Parse(vocabulary));
        Assert.Contains("model.vocab", Assert.Throws<TokenizerException>(() => folder.Load()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_cut_off_at_any_place_is_refused_with_its_name()
    {
        using var folder = TokenizerFolder.Trained();
        var path = Path.Combine(folder.Root, "tokenizer.json");
        var whole = File.ReadAllText(path).TrimEnd();
        for (var length = 0; length < whole.Length; length += 1 + whole.Length / 50)
        {
            File.WriteAllText(path, whole[..length]);
            Assert.Contains(path, Assert.Throws<TokenizerException>(() => folder.Load()).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_folder_without_a_tokenizer_is_refused() =>
        Assert.Contains("no folder", Assert.Throws<TokenizerException>(() => PretrainedTokenizer.Load("/does/not/exist")).Message, StringComparison.Ordinal);
}
