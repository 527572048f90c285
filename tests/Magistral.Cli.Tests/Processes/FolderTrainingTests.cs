using Magistral.Testing;

namespace Magistral.Cli.Tests.Processes;

/// <summary>The example of a run on a model folder, cut short.</summary>
public sealed class FolderTrainingTests
{
    private static readonly string Example = Path.Combine(AppContext.BaseDirectory, "model-folder.yaml");

    [Theory]
    [InlineData("llama-tied-rope3")]
    [InlineData("qwen3-qknorm-sharded")]
    public async Task A_warm_model_is_exported_and_an_adapter_goes_on_from_it(string model)
    {
        var fixture = Fixtures.Require($"models/{model}");
        using var folder = new WorkFolder();
        var (warm, adapter) = (Path.Combine(folder.Root, "warm"), Path.Combine(folder.Root, "adapter"));
        Task<CommandResult> Run(params string[] arguments) => Magistral.RunAsync([.. arguments, "--data", folder.Data]);
        string[] few = ["--set", "rl.max_steps=2", "--set", "evaluation.problems=16", "--set", "sft.steps=150"];
        Assert.Equal(0, (await Run(["train", Example, "--set", $"model.path={fixture}", .. few])).Code);
        Assert.Equal(0, (await Run("checkpoints", "export", "model-folder", "0", warm)).Code);
        string[] adapted = ["--set", $"model.path={warm}", "--set", "model.tokenizer=auto", "--set", "model.lora.rank=4", "--set", "model.dtype=bfloat16", .. few[..^1], "sft.steps=50"];
        Assert.Equal(0, (await Run(["train", Example, "--run", "adapter", .. adapted])).Code);
        Assert.Equal(0, (await Run("checkpoints", "export", "adapter", adapter, "--adapter")).Code);
        Assert.True(File.Exists(Path.Combine(adapter, "adapter_model.safetensors")));
    }

    [Theory]
    [InlineData("{{ messages[0].content | rot13 }}", "line 1: the filter rot13 is not known")]
    [InlineData("{% import 'os' as o %}", "line 1: the tag import is not known")]
    public async Task A_chat_template_with_an_unknown_construct_is_refused_with_folder_and_line(string template, string fault)
    {
        using var folder = new WorkFolder();
        var model = Fixtures.Require("models/mistral-gqa");
        var copy = Directory.CreateDirectory(Path.Combine(folder.Root, "copy")).FullName;
        foreach (var file in Directory.GetFiles(model)) File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        folder.Write("text.txt", "1+1=2");
        Assert.Equal(0, (await Magistral.RunAsync("tokenizer", "train", copy, "--input", Path.Combine(folder.Root, "text.txt"))).Code);
        var config = Path.Combine(copy, "tokenizer_config.json");
        var read = System.Text.Json.Nodes.JsonNode.Parse(await File.ReadAllTextAsync(config, TestContext.Current.CancellationToken))!;
        read["chat_template"] = template;
        await File.WriteAllTextAsync(config, read.ToJsonString(), TestContext.Current.CancellationToken);
        var result = await Magistral.RunAsync("sample", "--model", copy, "--prompt", "1+1=");
        Assert.Equal(1, result.Code);
        Assert.StartsWith($"{copy}: chat template, {fault}", result.Fault, StringComparison.Ordinal);
    }
}
