using Magistral.Contracts.Runs;
using Magistral.Contracts.Specs;
using Magistral.Contracts.Tenants;
using Magistral.Grains.Curriculum.Datasets;
using Magistral.Grains.Curriculum.Problems;
using Magistral.Grains.PromptGroups;
using Magistral.Grains.Runs;
using Magistral.Grains.Storage;
using Magistral.Contracts.Silos;
using Magistral.Grains.Placement;
using Magistral.Grains.Training;
using Magistral.Storage.Datasets;
using Magistral.Storage.GrainStorage;
using Magistral.Testing;
using Magistral.Testing.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.TestingHost;
using Xunit;

namespace Magistral.Grains.Tests.Cluster;

/// <summary>An in-memory cluster with the grains of the service on a store in memory; tests play generator and trainer.</summary>
public sealed class GrainCluster : IAsyncLifetime
{
    private InProcessTestCluster? cluster;

    public ShiftedClock Clock { get; } = new();

    public InMemoryObjectStore Store { get; } = new();

    public VerifierCalls VerifierCalls { get; } = new();

    public IGrainFactory Grains => cluster!.Client;

    public async ValueTask InitializeAsync()
    {
        var builder = new InProcessTestClusterBuilder(3);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSiloHost((_, host) =>
        {
            host.Logging.ClearProviders();
            host.Services.AddSingleton<TimeProvider>(Clock);
            host.Services.AddSingleton<IObjectStore>(Store);
            host.Services.AddSingleton<IDatasets, FileDatasets>().AddSingleton<ProblemCatalog>();
            host.Services.AddSingleton(SpecFolders.All);
            host.Services.AddSingleton(TenantQuota.Unlimited).AddSingleton(new ServiceCapacity()).AddSingleton<ITrainerWorkers, IdleTrainers>();
            host.Services.AddSingleton(new GroupDeadlines { MathScore = TimeSpan.FromSeconds(1), Announcement = TimeSpan.FromSeconds(1), RetryAfter = TimeSpan.FromMilliseconds(100) });
        });
        builder.ConfigureSilo((options, silo) =>
        {
            silo.AddGrainPlacement(new SiloIdentity(options.SiloName, SiloRoles.All));
            silo.Services.AddSingleton(VerifierCalls);
            silo.AddIncomingGrainCallFilter<RecordedVerifierCalls>();
            silo.AddObjectStoreGrainStorage(GrainStores.Objects);
        });
        cluster = builder.Build();
        await cluster.DeployAsync();
    }

    public ValueTask DisposeAsync() => cluster?.DisposeAsync() ?? default;

    /// <summary>A run of its own with its queue open, ready for a generator.</summary>
    public async Task<TestRun> StartRunAsync(Func<RunSpec, RunSpec>? change = null)
    {
        var spec = TestSpecs.Small with { Name = $"run-{Guid.NewGuid():N}"[..20] };
        spec = change?.Invoke(spec) ?? spec;
        var runId = await Grains.GetGrain<IRunDirectoryGrain>("tenant").SubmitAsync(spec, TestContext.Current.CancellationToken);
        var run = new TestRun(this, runId, spec);
        await run.Queue.OpenAsync(TestRun.Term, TestContext.Current.CancellationToken);
        return run;
    }
}
