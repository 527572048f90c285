using System.Text.Json.Nodes;
using CsCheck;
using Magistral.Text.Tokenizers;
using Xunit;

namespace Magistral.Text.Tests.Tokenizers;

public sealed class PretrainedTokenizerTests
{
    private static readonly Gen<string> Texts = Gen.OneOfConst(
        "the cat", " the", "  ", "\n\n", "\r\n", "\t", "12345", "x + 1", "é", "e\u0301", "Noël", "中文", "한국어", "🙂", "👩‍👩‍👧", "𝐀𝟙", "<think>", "</think>", "<s>", "</s>", "\0", "\uFFFD", "'s", "don't", "hello", " hello", "▁", "a").Array[0, 12].Select(string.Concat);

    [Fact]
    public void Tokens_that_only_the_config_adds_follow_the_highest_id_in_its_order()
    {
        const int Further = 500;
        using var folder = TokenizerFolder.Trained().With(
            config => config["added_tokens_decoder"] = new JsonObject(Enumerable.Range(0, Further)
                .Select(index => KeyValuePair.Create($"{9000 + index}", (JsonNode?)new JsonObject { ["content"] = $"<|more {index}|>", ["special"] = true }))),
            "tokenizer_config.json");
        using var plain = TokenizerFolder.Trained();
        var first = plain.Load().VocabularySize;
        var tokenizer = folder.Load();
        Assert.Equal(Enumerable.Range(first, Further), Enumerable.Range(0, Further).Select(index => tokenizer.IdOf($"<|more {index}|>")!.Value));
        Assert.Equal([first + 7], tokenizer.Encode("<|more 7|>"));
    }

    [Fact]
    public void Byte_level_tokens_spell_the_text_they_came_from()
    {
        using var folder = TokenizerFolder.Trained();
        var tokenizer = folder.Load();
        Texts.Sample(text => Assert.Equal(text, tokenizer.Decode(tokenizer.Encode(text), skipSpecialTokens: false)));
    }

    [Fact]
    public void Tokens_that_come_one_by_one_give_the_same_text_and_never_half_a_character()
    {
        using var folders = TokenizerFolder.Trained();
        using var pieces = TokenizerFolder.SentencePiece();
        PretrainedTokenizer[] tokenizers = [folders.Load(), pieces.Load()];
        Gen.Select(Texts, Gen.Int[0, 1], Gen.Bool).Sample((text, which, skip) =>
        {
            var (tokenizer, stream) = (tokenizers[which], tokenizers[which].Stream(skip));
            var tokens = tokenizer.Encode(text);
            var parts = tokens.Select(stream.Append).ToList();
            parts.Add(stream.Finish());
            Assert.Equal(tokenizer.Decode(tokens, skip), string.Concat(parts));
            Assert.True(text.Contains('\uFFFD') || parts.All(part => !part.Contains('\uFFFD') && (part.Length == 0 || !char.IsHighSurrogate(part[^1]))));
        });
    }

    [Fact]
    public void Any_tokens_give_the_same_text_at_once_and_one_by_one()
    {
        using var folder = TokenizerFolder.SentencePiece();
        var tokenizer = folder.Load();
        Gen.Int[0, tokenizer.VocabularySize + 2].Array[0, 20].Sample(tokens =>
        {
            var stream = tokenizer.Stream(skipSpecialTokens: true);
            Assert.Equal(tokenizer.Decode(tokens), string.Concat(tokens.Select(stream.Append)) + stream.Finish());
        });
    }

    [Fact]
    public void Byte_fallback_writes_a_character_without_a_token_by_its_bytes()
    {
        using var folder = TokenizerFolder.SentencePiece();
        var tokenizer = folder.Load();
        Assert.Equal([tokenizer.IdOf("▁hello")!.Value, tokenizer.IdOf("▁")!.Value, tokenizer.IdOf("<0xC3>")!.Value, tokenizer.IdOf("<0xA9>")!.Value], tokenizer.Encode("hello é"));
        Assert.Equal("hello é", tokenizer.Decode(tokenizer.Encode("hello é")));
    }

    [Fact]
    public void Words_cut_at_space_marks_merge_as_the_whole_text_would()
    {
        using var cut = TokenizerFolder.SentencePiece();
        // a merge over a space mark, never used by the texts below, keeps the text whole
        using var whole = TokenizerFolder.SentencePiece().With(json =>
        {
            json["model"]!["vocab"]!["d▁"] = 500;
            json["model"]!["merges"]!.AsArray().Add("d ▁");
        });
        var (fast, slow) = (cut.Load(), whole.Load());
        Gen.OneOfConst("hello", " hello", "  ", "helo", "he", " ", "world", "wor ", "é", "l").Array[0, 60].Select(string.Concat).Where(text => !text.Contains("d ", StringComparison.Ordinal))
            .Sample(text => Assert.Equal(slow.Encode(text), fast.Encode(text)));
    }

    [Fact]
    public void Special_tokens_stand_around_a_text_only_when_asked_for()
    {
        using var folder = TokenizerFolder.SentencePiece();
        var tokenizer = folder.Load();
        Assert.Equal([1, .. tokenizer.Encode("hello")], tokenizer.Encode("hello", addSpecialTokens: true));
    }

    [Theory]
    [InlineData(true, true, "1 x 2")]
    [InlineData(false, true, "x 2")]
    [InlineData(false, false, "x")]
    public void The_config_decides_about_bos_and_eos_where_it_speaks_of_them(bool bos, bool eos, string frame)
    {
        using var folder = TokenizerFolder.SentencePiece().With(json => (json["add_bos_token"], json["add_eos_token"]) = (bos, eos), "tokenizer_config.json");
        var tokenizer = folder.Load();
        var inner = string.Join(' ', tokenizer.Encode("hello"));
        Assert.Equal(frame, string.Join(' ', tokenizer.Encode("hello", addSpecialTokens: true)).Replace(inner, "x", StringComparison.Ordinal));
    }

    [Fact]
    public void An_added_token_takes_the_space_beside_it_or_wants_to_stand_alone_as_it_says()
    {
        using var folder = TokenizerFolder.Trained().With(json =>
        {
            json["added_tokens"]!.AsArray().Add(JsonNode.Parse("""{"id":400,"content":"TOOL","lstrip":true,"rstrip":true,"normalized":false,"special":false,"single_word":false}"""));
            json["added_tokens"]!.AsArray().Add(JsonNode.Parse("""{"id":401,"content":"ABC","lstrip":false,"rstrip":false,"normalized":false,"special":false,"single_word":true}"""));
        });
        var tokenizer = folder.Load();
        Assert.Equal([.. tokenizer.Encode("a"), 400, .. tokenizer.Encode("b")], tokenizer.Encode("a  TOOL\n b"));
        Assert.Contains(401, tokenizer.Encode("the ABC."));
        Assert.DoesNotContain(401, tokenizer.Encode("ABCs xABC"));
    }

    [Fact]
    public void Equal_letters_in_two_spellings_are_one_under_form_C()
    {
        using var folder = TokenizerFolder.Trained().With(json => json["normalizer"] = new JsonObject { ["type"] = "NFC" });
        var tokenizer = folder.Load();
        Assert.Equal(tokenizer.Encode("\u00E9 \u1EA5 \uD55C q\u0323\u0307"), tokenizer.Encode("e\u0301 a\u0302\u0301 \u1112\u1161\u11AB q\u0307\u0323"));
    }

    [Fact]
    public void Merges_are_read_as_texts_and_as_pairs()
    {
        using var pairs = TokenizerFolder.Trained();
        using var texts = TokenizerFolder.Trained().With(json => json["model"]!["merges"] = new JsonArray([.. json["model"]!["merges"]!.AsArray().Select(merge => (JsonNode)$"{merge![0]} {merge[1]}")]));
        var (first, second) = (pairs.Load(), texts.Load());
        Texts.Sample(text => Assert.Equal(first.Encode(text), second.Encode(text)), iter: 100);
    }

    [Fact]
    public void A_word_of_the_vocabulary_is_taken_whole_where_merges_are_ignored()
    {
        using var folder = TokenizerFolder.Trained().With(json =>
        {
            json["model"]!["vocab"]!["zzz"] = 400;
            json["model"]!["ignore_merges"] = true;
        });
        Assert.Equal([400], folder.Load().Encode("zzz"));
    }

    [Fact]
    public void A_long_run_without_a_cut_merges_in_little_time_and_as_short_ones_do()
    {
        using var folder = TokenizerFolder.SentencePiece();
        var tokenizer = folder.Load();
        var (part, hello) = (string.Concat(Enumerable.Repeat("hello", 100_000)), tokenizer.IdOf("hello")!.Value);
        Assert.Equal([tokenizer.IdOf("▁hello")!.Value, .. Enumerable.Repeat(hello, 99_999)], tokenizer.Encode(part));
    }

    [Fact]
    public void Many_threads_get_what_one_gets()
    {
        using var folder = TokenizerFolder.Trained();
        var tokenizer = folder.Load();
        string[] texts = [.. Enumerable.Range(0, 200).Select(i => $"the cat {i} sat on été {i * 7}")];
        var alone = texts.Select(tokenizer.Encode).ToArray();
        Assert.Equal(alone, texts.AsParallel().AsOrdered().Select(tokenizer.Encode).ToArray());
    }

    [Fact]
    public void Ids_without_a_text_leave_nothing()
    {
        using var folder = TokenizerFolder.Trained();
        var tokenizer = folder.Load();
        Assert.Equal("cat", tokenizer.Decode([.. tokenizer.Encode("cat"), tokenizer.VocabularySize + 7]));
    }

    [Fact]
    public void Llamas_class_marks_spaces_as_the_reference_does()
    {
        using var folder = TokenizerFolder.SentencePiece();
        var plain = folder.Load();
        using var other = TokenizerFolder.SentencePiece().With(json => json["tokenizer_class"] = "LlamaTokenizer", "tokenizer_config.json");
        var ofClass = other.Load();
        Assert.Equal(plain.Encode("hello"), ofClass.Encode("hello"));
        Assert.Equal("▁,▁hello", Names(plain, " hello"));
        Assert.Equal("▁hello", Names(ofClass, " hello"));
        Assert.Equal("▁hello,</s>,hello", Names(ofClass, "hello</s>hello"));
    }

    private static string Names(PretrainedTokenizer tokenizer, string text)
    {
        string[] names = ["▁", "▁▁", "hello", "▁hello", "</s>"];
        return string.Join(',', tokenizer.Encode(text).Select(id => names.Single(name => tokenizer.IdOf(name) == id)));
    }
}
