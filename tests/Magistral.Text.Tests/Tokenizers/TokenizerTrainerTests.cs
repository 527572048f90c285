using CsCheck;
using Magistral.Text.Tokenizers;
using Magistral.Text.Tokenizers.Files;
using Magistral.Text.Tokenizers.Training;
using Xunit;

namespace Magistral.Text.Tests.Tokenizers;

public sealed class TokenizerTrainerTests
{
    [Fact]
    public void The_most_frequent_neighbours_merge_first()
    {
        using var folder = TokenizerFolder.Trained();
        TokenizerTrainer.Train(folder.Root, ["abab abab cd"], new() { VocabularySize = 300, Pattern = @"\s+|\S+" });
        var tokenizer = folder.Load();
        Assert.Equal(3 + 256 + 2, tokenizer.VocabularySize);
        Assert.Equal((259, 260), (tokenizer.IdOf("ab"), tokenizer.IdOf("abab")));
    }

    [Fact]
    public void The_same_texts_make_the_same_files()
    {
        using var first = TokenizerFolder.Trained();
        using var second = TokenizerFolder.Trained();
        Assert.Equal(File.ReadAllBytes(Path.Combine(first.Root, "tokenizer.json")), File.ReadAllBytes(Path.Combine(second.Root, "tokenizer.json")));
    }

    [Fact]
    public void Special_tokens_and_markers_have_the_ids_that_models_expect()
    {
        using var folder = TokenizerFolder.Trained();
        var tokenizer = folder.Load();
        Assert.Equal((0, 1, 2), (tokenizer.Padding, tokenizer.IdOf("<s>"), tokenizer.EndOfText));
        Assert.Equal([3], tokenizer.Encode("<think>"));
        Assert.Equal("<think>", tokenizer.Decode([3]));
    }

    [Fact]
    public void Counts_stay_right_through_overlapping_pairs() => Gen.OneOfConst("aaa", "aa", "aba", "bab", "abc", " ").Array[1, 30].Select(string.Concat).Sample(text =>
    {
        using var folder = TokenizerFolder.Trained();
        TokenizerTrainer.Train(folder.Root, [text, text], new() { VocabularySize = 280 });
        var tokenizer = folder.Load();
        Assert.Equal(text, tokenizer.Decode(tokenizer.Encode(text)));
    }, iter: 50);

    [Fact]
    public void A_vocabulary_too_small_for_the_bytes_is_refused() =>
        Assert.Throws<TokenizerException>(() => TokenizerTrainer.Train(Path.GetTempPath(), ["a"], new() { VocabularySize = 258 }));

    [Fact]
    public void Copied_files_are_the_same_byte_for_byte()
    {
        using var folder = TokenizerFolder.Trained(template: "{{ messages[0].content }}");
        var copy = Path.Combine(folder.Root, "copy");
        Assert.Equal(["tokenizer.json", "tokenizer_config.json"], TokenizerFiles.Copy(folder.Root, copy));
        foreach (var name in Directory.EnumerateFiles(copy).Select(Path.GetFileName))
            Assert.Equal(File.ReadAllBytes(Path.Combine(folder.Root, name!)), File.ReadAllBytes(Path.Combine(copy, name!)));
    }
}
