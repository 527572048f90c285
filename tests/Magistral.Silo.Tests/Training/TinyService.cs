using Magistral.Contracts.Generation;
using Magistral.Contracts.PromptGroups;
using Magistral.Contracts.Queue;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Specs;
using Magistral.Contracts.Silos;
using Magistral.Contracts.Training;
using Magistral.Grains.Placement;
using Magistral.Grains.PromptGroups;
using Magistral.Silo.Generation;
using Magistral.Silo.Hosting;
using Magistral.Testing;
using Magistral.Testing.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.TestingHost;
using Xunit;

namespace Magistral.Silo.Tests.Training;

/// <summary>One silo with real grains and real workers on a store in memory, and a model of a few thousand numbers.</summary>
public sealed class TinyService : IAsyncDisposable
{
    private readonly InProcessTestCluster cluster;

    private TinyService(InProcessTestCluster cluster, InMemoryObjectStore store) => (this.cluster, Store) = (cluster, store);

    public static RunSpec Spec { get; } = new()
    {
        Name = "tiny",
        Model = new() { Hidden = 32, Layers = 1, Heads = 2, KvHeads = 1, FeedForward = 32, Context = 48 },
        Sft = new() { Steps = 200, Batch = 32, TracesPerStage = [400], SlipShare = 0.6, SlipRate = 0.5 },
        Rl = new() { GroupSize = 4, NAsync = 16, NBatch = 16, NMinibatch = 8, MaxStaleness = 2, MaxSteps = 6, MicrobatchTokens = 256 },
        Stages = [new() { Name = "one-digit", Problems = new() { Digits = 1 }, LMax = 24, LCache = 4, PromoteAt = 1, WindowGroups = 1000 }],
        Evaluation = new() { Problems = 16, EverySteps = 2, CurveProblems = 8 },
        Checkpoints = new() { EverySteps = 2, Keep = 2 },
    };

    /// <summary>Deadlines for tests that lose messages.</summary>
    public static GroupDeadlines Impatient { get; } = new()
    {
        MathScore = TimeSpan.FromSeconds(1), CodeScore = TimeSpan.FromSeconds(1), Announcement = TimeSpan.FromSeconds(1),
        Absence = TimeSpan.FromSeconds(1), RetryAfter = TimeSpan.FromMilliseconds(100),
    };

    public InMemoryObjectStore Store { get; }

    public IGrainFactory Grains => cluster.Client;

    /// <summary>The way that workers take, and lost messages with them.</summary>
    public IGrainFactory SiloGrains => cluster.Silos[0].ServiceProvider.GetRequiredService<IGrainFactory>();

    public GeneratorWorkers Generators => cluster.Silos[0].ServiceProvider.GetRequiredService<GeneratorWorkers>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<TinyService> StartAsync(
        InMemoryObjectStore? store = null, IOutgoingGrainCallFilter? lost = null, ILoggerProvider? logs = null, SiloResources? resources = null, IRolloutEngines? engines = null,
        IOutgoingGrainCallFilter? calls = null)
    {
        store ??= new InMemoryObjectStore();
        var builder = new InProcessTestClusterBuilder(1);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) =>
        {
            if (lost is not null)
                silo.AddOutgoingGrainCallFilter(lost).Services.AddSingleton(Impatient);
            if (calls is not null)
                silo.AddOutgoingGrainCallFilter(calls);
            silo.AddMagistralGrains(store, new SiloIdentity("local", SiloRoles.All));
        });
        builder.ConfigureSiloHost((_, host) =>
        {
            host.Logging.ClearProviders();
            if (logs is not null)
                host.Logging.AddProvider(logs);
            if (engines is not null)
                host.Services.AddSingleton(engines);
            host.Services.AddMagistralWorkers(lost is null ? resources ?? new() : new SiloResources { CallDeadline = Impatient.Announcement, CallPatience = TimeSpan.FromSeconds(30) }, SiloRoles.All);
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new(cluster, store);
    }

    /// <summary>Starts a run and a generator for it.</summary>
    public async Task<string> TrainAsync(RunSpec spec)
    {
        var runId = await StartTrainerAsync(spec);
        await Grains.GetGrain<IGeneratorGrain>($"{runId}/local/cpu").StartAsync(Cancellation);
        return runId;
    }

    /// <summary>Starts a run for which nobody generates.</summary>
    public async Task<string> StartTrainerAsync(RunSpec spec)
    {
        var runId = await Grains.GetGrain<IRunDirectoryGrain>("tenant").SubmitAsync(spec, Cancellation);
        await Run(runId).StartAsync(new(Guid.NewGuid().ToString("N"), DateTimeOffset.UtcNow), Cancellation);
        return runId;
    }

    /// <summary>Waits until the trainer failed and the run knows it.</summary>
    public async Task<(string Failure, RunDescription Run)> UntilFailedAsync(string runId)
    {
        var trainer = Grains.GetGrain<ITrainerGrain>(runId);
        var status = await Eventually.Get(() => trainer.StatusAsync(Cancellation), seen => seen.Activity == TrainerActivity.Failed, "the trainer failing", Cancellation);
        var run = await Eventually.Get(() => Run(runId).DescribeAsync(Cancellation), seen => seen.State == RunLifecycle.Failed, "the run failing", Cancellation);
        return (status.Failure, run);
    }

    public IRunProgressGrain Progress(string runId) => Grains.GetGrain<IRunProgressGrain>(runId);

    public IRunGrain Run(string runId) => Grains.GetGrain<IRunGrain>(runId);

    public Task PauseAsync(string runId) => Grains.GetGrain<ITrainerGrain>(runId).PauseAsync(Cancellation);

    public Task<QueueReport> BooksAsync(string runId) => Grains.GetGrain<IRolloutQueueGrain>(runId).DescribeAsync(Cancellation);

    /// <summary>Waits for a state of the run; a failure of the trainer ends the wait with its reason.</summary>
    public async Task<RunDescription> UntilAsync(string runId, Func<RunDescription, bool> accepts, string what, TimeSpan? patience = null)
    {
        var reached = await Eventually.Get(async () =>
        {
            var status = await Grains.GetGrain<ITrainerGrain>(runId).StatusAsync(Cancellation);
            return (Run: await Run(runId).DescribeAsync(Cancellation), status.Failure);
        }, state => state.Failure.Length > 0 || accepts(state.Run), what, Cancellation, patience);
        Assert.Equal("", reached.Failure);
        return reached.Run;
    }

    public async Task<IReadOnlyList<GroupView>> GroupsAsync(string runId)
    {
        var issued = (await BooksAsync(runId)).Counts.Issued;
        var views = await Task.WhenAll(Enumerable.Range(1, issued).Select(number =>
            Grains.GetGrain<IPromptGroupGrain>(new GroupKey(runId, number).ToString()).DescribeAsync(Cancellation)));
        return [.. views.Select(view => view!)];
    }

    public ValueTask DisposeAsync() => cluster.DisposeAsync();
}
