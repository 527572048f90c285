using System.Text.Json.Nodes;
using Magistral.Testing;
using Magistral.Text.Tokenizers.Training;

namespace Magistral.Cli.Tests.Processes;

public sealed class TokenizerTests
{
    [Fact]
    public async Task A_tokenizer_agrees_with_its_expected_values()
    {
        var result = await Magistral.RunAsync("tokenizer", "check", Fixtures.Require("tokenizers/mistral-nemo"), "--output", "json");
        Assert.Equal(0, result.Json.GetProperty("failed").GetInt32());
        Assert.InRange(result.Json.GetProperty("rows").GetInt32(), 40, 1000);
    }

    [Fact]
    public async Task A_value_that_differs_makes_the_check_fail_and_is_named()
    {
        using var folder = new WorkFolder();
        Train(folder.Root);
        folder.Write("expected.json", """{"cases":[{"text":"the","ids":[]},{"text":"","ids":[]}],"chat":[{"messages":[],"text":"x"}]}""");
        var result = await Magistral.RunAsync("tokenizer", "check", folder.Root);
        Assert.Equal(1, result.Code);
        Assert.Contains("expected.json: cases[0]: ids differ", result.Error, StringComparison.Ordinal);
        Assert.Contains("expected.json: chat[0]: ", result.Error, StringComparison.Ordinal);
        Assert.Contains("3 rows checked, 2 rows differ", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tokenizer_with_something_unknown_is_refused_in_one_line()
    {
        using var folder = new WorkFolder();
        Train(folder.Root);
        folder.Write("expected.json", "{}");
        var path = Path.Combine(folder.Root, "tokenizer.json");
        var tokenizer = JsonNode.Parse(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken))!;
        tokenizer["normalizer"] = new JsonObject { ["type"] = "Nmt" };
        folder.Write("tokenizer.json", tokenizer.ToJsonString());
        var result = await Magistral.RunAsync("tokenizer", "check", folder.Root);
        Assert.Equal(1, result.Code);
        Assert.Contains("normalizer.type is \"Nmt\"", result.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_not_found() =>
        Assert.Equal(3, (await Magistral.RunAsync("tokenizer", "check", "/does/not/exist")).Code);

    [Fact]
    public async Task The_benchmark_measures_a_tokenizer_on_a_text()
    {
        using var folder = new WorkFolder();
        Train(folder.Root);
        var text = folder.Write("text.txt", string.Concat(Enumerable.Repeat("the cat sat on the mat\n", 1000)));
        var result = await Magistral.RunAsync("bench", "tokenizer", "--tokenizer", folder.Root, "--data", text, "--output", "json");
        Assert.Equal(["encode", "encode-again", "decode", "load"], result.Json.GetProperty("cases").EnumerateArray().Select(one => one.GetProperty("case").GetString()));
    }

    private static void Train(string folder) => TokenizerTrainer.Train(folder, ["the cat sat on the mat, the cat"], new() { VocabularySize = 280 });
}
