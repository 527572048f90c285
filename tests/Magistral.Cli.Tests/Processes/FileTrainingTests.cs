using System.Text.Json;
using Parquet.Serialization;

namespace Magistral.Cli.Tests.Processes;

/// <summary>A run that learns and is rewarded on files, next to its spec.</summary>
public sealed class FileTrainingTests
{
    private const string Spec = """
        name: files
        model: { hidden: 32, layers: 1, heads: 2, kv_heads: 2, feed_forward: 64 }
        sft: { steps: 60, batch: 16, learning_rate: 1e-2 }
        rl: { group_size: 8, n_async: 32, n_batch: 32, n_minibatch: 32, max_steps: 4 }
        stages:
          - { name: shown, kind: sft, problems: { path: shown.jsonl, columns: { messages: conversations } } }
          - { name: sums, problems: { path: sums.parquet, columns: { prompt: Question, answer: Sum }, held_out_share: 0.2 }, l_max: 20, l_cache: 4 }
        evaluation: { problems: 16, every_steps: 0 }

        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_learns_from_lines_and_is_rewarded_on_Parquet_rows()
    {
        using var folder = await FolderAsync();
        var result = await Magistral.RunAsync("train", folder.SpecFile, "--data", folder.Data, "--output", "json");
        Assert.Equal(0, result.Code);
        Assert.Equal(4, result.Json.GetProperty("step").GetInt32());
        var stage = Assert.Single(result.Json.GetProperty("evaluation").EnumerateArray().ToList());
        Assert.Equal("sums", stage.GetProperty("stage").GetString());
        Assert.InRange(stage.GetProperty("passAt1WarmStart").GetDouble(), 0.01, 1);
        var eval = await Magistral.RunAsync("eval", "--model", "files", "--data", folder.Data, "--temperature", "0", "--output", "json");
        Assert.Equal(stage.GetProperty("passAt1").GetDouble(), eval.Json.GetProperty("evaluation")[0].GetProperty("passAt1").GetDouble(), 1e-9);
    }

    [Theory]
    [InlineData("""{"conversations":[{"role":"user","content":"1+1="}]}""", ":2: it has no column 'answer'")]
    [InlineData("""{"conversations":[{"role":"user","content":"Who?"},{"role":"assistant","content":"I"}]}""", ":2: the character 'W'")]
    [InlineData("""{"conversations":""", ":2: it is not JSON")]
    public async Task A_row_at_fault_is_named_before_there_is_a_run(string row, string fault)
    {
        using var folder = await FolderAsync();
        var lines = await File.ReadAllLinesAsync(Path.Combine(folder.Root, "shown.jsonl"), Cancellation);
        lines[1] = row;
        await File.WriteAllLinesAsync(Path.Combine(folder.Root, "shown.jsonl"), lines, Cancellation);
        var result = await Magistral.RunAsync("train", folder.SpecFile, "--data", folder.Data);
        Assert.Equal(1, result.Code);
        Assert.StartsWith(Path.Combine(folder.Root, "shown.jsonl") + fault, result.Fault, StringComparison.Ordinal);
        Assert.Equal(3, (await Magistral.RunAsync("runs", "show", "files", "--data", folder.Data)).Code);
    }

    [Fact]
    public async Task A_tokenizer_is_made_from_the_texts_of_files()
    {
        using var folder = await FolderAsync();
        var made = Path.Combine(folder.Root, "made");
        var result = await Magistral.RunAsync("tokenizer", "train", made, "--input", Path.Combine(folder.Root, "shown.jsonl"), "--vocabulary", "270");
        Assert.Equal(0, result.Code);
        Assert.Equal(270, Text.Tokenizers.PretrainedTokenizer.Load(made).VocabularySize);
        Assert.Equal(1, (await Magistral.RunAsync("tokenizer", "train", made, "--input", Path.Combine(folder.Root, "shown.jsonl"))).Code);   // it is there already
    }

    private static async Task<WorkFolder> FolderAsync()
    {
        var folder = new WorkFolder();
        await File.WriteAllTextAsync(folder.SpecFile, Spec, Cancellation);
        var pairs = Enumerable.Range(0, 100).Select(pair => (Left: pair / 10, Right: pair % 10)).ToList();
        folder.Write("shown.jsonl", string.Concat(pairs.Where(pair => (pair.Left + pair.Right) % 2 == 0).Select(pair => JsonSerializer.Serialize(new
        {
            conversations = (object[])[
                new { role = "user", content = $"{pair.Left}+{pair.Right}=" },
                new { role = "assistant", content = $"<think></think>\\boxed{{{pair.Left + pair.Right}}}" }],
        }) + "\n")));
        await ParquetSerializer.SerializeAsync(
            pairs.Select(pair => new Row { Question = $"{pair.Left}+{pair.Right}=", Sum = pair.Left + pair.Right }), Path.Combine(folder.Root, "sums.parquet"), cancellationToken: Cancellation);
        return folder;
    }

    private sealed class Row
    {
        public string Question { get; set; } = "";

        public int Sum { get; set; }
    }
}
