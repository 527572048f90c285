using System.Text.Json.Nodes;
using Magistral.Text.Tokenizers;
using Magistral.Text.Tokenizers.Training;

namespace Magistral.Text.Tests.Tokenizers;

/// <summary>A folder of one test with a small tokenizer in it.</summary>
internal sealed class TokenizerFolder : IDisposable
{
    private static readonly string[] Corpus =
        ["the cat sat on the mat, the cat is fat", "let x = 12345; x + 1 = 12346", "été à Noël, naïve café", "think then answer the question", "<think>thoughts</think>"];

    private TokenizerFolder()
    {
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("magistral-tokenizer-").FullName;

    /// <summary>Byte level, 3 special tokens, the markers, merges.</summary>
    public static TokenizerFolder Trained(int vocabulary = 400, string? template = null)
    {
        var folder = new TokenizerFolder();
        TokenizerTrainer.Train(folder.Root, Corpus, new() { VocabularySize = vocabulary, Markers = ["<think>", "</think>"], ChatTemplate = template });
        return folder;
    }

    /// <summary>Characters with visible spaces and byte fallback, as SentencePiece makes them; `hello`, `▁hello` and `▁▁` are tokens.</summary>
    public static TokenizerFolder SentencePiece()
    {
        var folder = new TokenizerFolder();
        string[] tokens =
        [
            "<unk>", "<s>", "</s>", .. Enumerable.Range(0, 256).Select(value => FormattableString.Invariant($"<0x{value:X2}>")),
            "▁", "h", "e", "l", "o", "w", "r", "d", "he", "ll", "hell", "hello", "▁hello", "▁▁",
        ];
        var model = new JsonObject
        {
            ["type"] = "BPE", ["unk_token"] = "<unk>", ["fuse_unk"] = true, ["byte_fallback"] = true,
            ["vocab"] = new JsonObject(tokens.Select((token, id) => KeyValuePair.Create(token, (JsonNode?)id))),
            ["merges"] = new JsonArray("h e", "l l", "he ll", "hell o", "▁ hello", "▁ ▁"),
        };
        folder.Write("tokenizer.json", new JsonObject
        {
            ["version"] = "1.0",
            ["added_tokens"] = new JsonArray([.. tokens.Take(3).Select((token, id) => (JsonNode)new JsonObject { ["id"] = id, ["content"] = token, ["special"] = true, ["normalized"] = false })]),
            ["normalizer"] = JsonNode.Parse("""{"type":"Sequence","normalizers":[{"type":"Prepend","prepend":"▁"},{"type":"Replace","pattern":{"String":" "},"content":"▁"}]}"""),
            ["pre_tokenizer"] = null,
            ["post_processor"] = JsonNode.Parse("""{"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"<s>","type_id":0}},{"Sequence":{"id":"A","type_id":0}}],"pair":[],"special_tokens":{"<s>":{"id":"<s>","ids":[1],"tokens":["<s>"]}}}"""),
            ["decoder"] = JsonNode.Parse("""{"type":"Sequence","decoders":[{"type":"Replace","pattern":{"String":"▁"},"content":" "},{"type":"ByteFallback"},{"type":"Fuse"},{"type":"Strip","content":" ","start":1,"stop":0}]}"""),
            ["model"] = model,
        });
        folder.Write("tokenizer_config.json", JsonNode.Parse("""{"bos_token":"<s>","eos_token":{"content":"</s>","special":true},"tokenizer_class":"PreTrainedTokenizerFast"}""")!);
        return folder;
    }

    public PretrainedTokenizer Load() => PretrainedTokenizer.Load(Root);

    /// <summary>Changes tokenizer.json, or another file.</summary>
    public TokenizerFolder With(Action<JsonNode> change, string file = "tokenizer.json")
    {
        var node = JsonNode.Parse(File.ReadAllText(Path.Combine(Root, file)))!;
        change(node);
        Write(file, node);
        return this;
    }

    public void Write(string file, JsonNode node) => File.WriteAllText(Path.Combine(Root, file), node.ToJsonString());

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
