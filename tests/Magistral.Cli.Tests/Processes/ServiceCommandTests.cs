using System.Globalization;
using Magistral.Client.Runs;
using Magistral.Client.Tests.Service;
using Magistral.Contracts.Runs;
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
    public async Task Where_no_service_answers_one_line_says_so()
    {
        var result = await Magistral.RunAsync("runs", "pause", "tiny", "--cluster", "127.0.0.1:1");
        Assert.Equal(1, result.Code);
        Assert.Single(result.Error.TrimEnd().Split('\n'));
        Assert.Equal(2, (await Magistral.RunAsync("runs", "pause", "tiny")).Code);
        Assert.Equal(2, (await Magistral.RunAsync("runs", "list", "--cluster", "127.0.0.1:1", "--data", folder.Root)).Code);
    }

    private static async Task<RunLifecycle> StateOfAsync(IRunGrain run) => (await run.DescribeAsync(Cancellation)).State;

    private Task<CommandResult> AtServiceAsync(params string[] words) =>
        Magistral.RunAsync([.. words, "--cluster", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{silo.GatewayPort}")]);
}
