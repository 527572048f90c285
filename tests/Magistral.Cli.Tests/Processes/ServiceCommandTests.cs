using System.Globalization;
using System.Security.Cryptography;
using Magistral.Client.Runs;
using Magistral.Client.Tests.Service;
using Magistral.Contracts.Checkpoints;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Training.Terms;
using Magistral.Engine.Models;
using Magistral.Engine.Weights;
using Magistral.Grains.Storage;
using Magistral.Silo.Checkpoints;
using Magistral.Silo.Models;
using Magistral.Testing;

namespace Magistral.Cli.Tests.Processes;

/// <summary>The commands that concern runs, at a service instead of a data directory.</summary>
public sealed class ServiceCommandTests : IAsyncLifetime
{
    private readonly WorkFolder folder = new();
    private LoopbackSilo silo = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => silo = await LoopbackSilo.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await silo.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Training_by_a_service_is_followed_to_its_end()
    {
        var training = AtServiceAsync("train", folder.SpecFile, "--output", "json");
        var runs = new RunCatalog(silo.Inside);
        var id = (await Eventually.Get(() => runs.ListAsync(Cancellation), found => found.Count > 0, "the submission", Cancellation))[0].RunId;
        var run = silo.Inside.GetGrain<IRunGrain>(id);
        await Eventually.Get(() => StateOfAsync(run), state => state == RunLifecycle.Running, "the start", Cancellation);
        var trainer = await PlayedTrainer.StartAsync(run);
        await trainer.StepsAsync(1, 3);
        await trainer.CompleteAsync();
        var result = await training;
        Assert.Equal(0, result.Code);
        Assert.Equal(id, result.Json.GetProperty("id").GetString());
        Assert.Equal("Completed", result.Json.GetProperty("state").GetString(), ignoreCase: true);
    }

    [Fact]
    public async Task A_run_is_submitted_read_and_ended()
    {
        Assert.Equal(0, (await AtServiceAsync("submit", folder.SpecFile)).Code);
        foreach (var words in (string[][])[["runs", "list"], ["runs", "show", "tiny"], ["runs", "audit", "tiny"], ["groups", "list", "tiny"], ["checkpoints", "list", "tiny"], ["runs", "pause", "tiny"], ["runs", "cancel", "tiny"], ["runs", "watch", "tiny"]])
        {
            var result = await AtServiceAsync(words);
            Assert.True(result.Code == 0, $"{string.Join(' ', words)}: {result.Error}");
        }
        Assert.Equal(3, (await AtServiceAsync("checkpoints", "download", "tiny", folder.Root)).Code);
        Assert.Equal(0, (await AtServiceAsync("runs", "delete", "tiny")).Code);
        Assert.Equal(3, (await AtServiceAsync("runs", "show", "tiny")).Code);
    }

    [Fact]
    public async Task A_checkpoint_of_a_service_is_exported_and_sampled_from_here()
    {
        Assert.Equal(0, (await AtServiceAsync("submit", folder.SpecFile)).Code);
        Assert.Equal(3, (await AtServiceAsync("sample", "--model", "tiny", "--prompt", "1+1=")).Code);
        var step = await CommitWeightsAsync((await new RunCatalog(silo.Inside).ListAsync(Cancellation))[0].RunId);
        var exported = Path.Combine(folder.Root, "exported");
        var export = await AtServiceAsync("checkpoints", "export", "tiny", exported, "--output", "json");
        Assert.Equal((0, step), (export.Code, export.Json.GetProperty("step").GetInt32()));
        var prompt = (string[])["--prompt", "1+1=", "--temperature", "0", "--max-tokens", "8"];
        var (there, here) = (await AtServiceAsync(["sample", "--model", "tiny", .. prompt]), await Magistral.RunAsync(["sample", "--model", exported, "--bare", .. prompt]));
        Assert.Equal((0, 0, there.Output), (there.Code, here.Code, here.Output));
    }

    [Fact]
    public async Task Where_no_service_answers_one_line_says_so()
    {
        var result = await Magistral.RunAsync("runs", "pause", "tiny", "--cluster", "127.0.0.1:1");
        Assert.Equal(1, result.Code);
        Assert.Single(result.Error.TrimEnd().Split('\n'));
        Assert.Equal(2, (await Magistral.RunAsync("runs", "pause", "tiny")).Code);
        Assert.Equal(2, (await Magistral.RunAsync("runs", "list", "--cluster", "127.0.0.1:1", "--data", folder.Root)).Code);
    }

    /// <summary>What a trainer does for its first checkpoint, with fresh weights.</summary>
    private async Task<int> CommitWeightsAsync(string runId)
    {
        const int Step = 3;
        var run = silo.Inside.GetGrain<IRunGrain>(runId);
        var plan = ModelPlan.Of((await run.DescribeAsync(Cancellation)).Spec, TimeProvider.System);
        var values = new float[plan.TrainedLeaves.Sum(leaf => leaf.Length)];
        for (var (i, random) = (0, new Random(1)); i < values.Length; i++)
            values[i] = random.NextSingle() - 0.5f;
        var content = new MemoryStream();
        await using (var file = WeightFile.Open(plan.TrainedLeaves, new WeightSnapshot(1, values)))
            await file.CopyToAsync(content, Cancellation);
        var key = StoreKey.Of("runs", runId, "checkpoints", "00000003", "1", CheckpointParts.Weights);
        await silo.Store.PutAsync(key, content.ToArray(), PutCondition.None, durable: false, Cancellation);
        var checkpoint = silo.Inside.GetGrain<ICheckpointGrain>(new CheckpointKey(runId, Step).ToString());
        await checkpoint.BeginAsync(new TrainerTerm(1), Cancellation);
        await checkpoint.CommitAsync(new(Step, new(1), DateTimeOffset.UnixEpoch,
            [new(CheckpointParts.Weights, key.Value, content.Length, Convert.ToHexStringLower(SHA256.HashData(content.ToArray())))]), new TrainerTerm(1), Cancellation);
        await (await PlayedTrainer.StartAsync(run)).CheckpointAsync(Step);
        return Step;
    }

    private static async Task<RunLifecycle> StateOfAsync(IRunGrain run) => (await run.DescribeAsync(Cancellation)).State;

    private Task<CommandResult> AtServiceAsync(params string[] words) =>
        Magistral.RunAsync([.. words, "--cluster", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{silo.GatewayPort}")]);
}
