using System.Text.Json.Nodes;
using Magistral.Engine.HuggingFace;
using Magistral.Testing;
using Xunit;

namespace Magistral.Engine.Tests.HuggingFace;

public sealed class ModelCheckTests
{
    public static TheoryData<string> Folders =>
        Directory.Exists(Path.Combine(Fixtures.Root, "models"))
            ? [.. Directory.EnumerateDirectories(Path.Combine(Fixtures.Root, "models")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)]
            : ["none"];

    [Theory]
    [MemberData(nameof(Folders))]
    public void Every_folder_of_the_fixtures_agrees_with_the_reference(string folder)
    {
        var result = ModelCheck.Run(Fixtures.Require(Path.Combine("models", folder)));
        Assert.All(result.Figures, figure => Assert.True(figure.Passed, figure.ToString()));
    }

    [Theory]
    [InlineData("sft_loss")]
    [InlineData("grad_norm")]
    [InlineData("token_logprobs")]
    [InlineData("last_logits")]
    [InlineData("grad_norms")]
    [InlineData("greedy_continuation")]
    public void A_spoiled_number_disagrees(string field)
    {
        using var copy = new TemporaryFolder();
        foreach (var path in Directory.EnumerateFiles(Fixtures.Require("models/qwen2-bias"))) File.WriteAllBytes(copy.At(Path.GetFileName(path)), File.ReadAllBytes(path));
        var expected = JsonNode.Parse(File.ReadAllText(copy.At("expected.json")))!;
        var place = expected[field]!;
        if (place is JsonArray { Count: > 0 } rows && rows[0] is JsonArray numbers) numbers[3] = (double)numbers[3]! + 0.01;
        else if (place is JsonArray tokens) tokens[2] = ((int)tokens[2]! + 1) % 320;
        else if (place is JsonObject norms) norms["model.layers.1.self_attn.k_proj.bias"] = 0.0033;
        else expected[field] = (double)place * 1.01;
        File.WriteAllText(copy.At("expected.json"), expected.ToJsonString());
        Assert.False(ModelCheck.Run(copy.Path).Passed);
    }

    [Fact]
    public void Expected_outputs_that_are_absent_are_named()
    {
        using var folder = new TemporaryFolder();
        SmallFolder.Write(folder.At("model"));
        var error = Assert.Throws<ModelFolderException>(() => ModelCheck.Run(folder.At("model")));
        Assert.Contains("expected.json", error.Message, StringComparison.Ordinal);
    }
}
