using Magistral.Contracts.Curriculum;
using Magistral.Contracts.Queue;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Specs;
using Magistral.Contracts.Specs.Revisions;
using Magistral.Contracts.Training.Terms;
using Magistral.Contracts.Weights;
using Magistral.Engine.Models;
using Magistral.Engine.Weights;
using Magistral.Grains.Curriculum.Datasets;
using Magistral.Grains.Storage;
using Magistral.Silo.Hosting;
using Magistral.Silo.Models;
using Magistral.Silo.Tenants;
using Magistral.Silo.Weights;

namespace Magistral.Silo.Training;

/// <summary>What every part of a trainer works with: the run's grains, its model, and the thread of its own.</summary>
internal sealed class TrainerContext : IDisposable
{
    public TrainerContext(
        string runId, SpecRevision revision, TrainerTerm term, IGrainFactory grains, WeightNetwork network, IObjectStore store, IDatasets datasets, SiloResources silo,
        GrainCalls calls, TenantShare share, TimeProvider clock)
    {
        (RunId, Term, Grains, Network, Store) = (runId, term, grains, network, store);
        (Datasets, Silo, Calls, Share, Clock) = (datasets, silo, calls, share, clock);
        Revisions = new FollowedSpec(revision, Run, calls);
        Model = ModelPlan.Of(revision.Spec, clock);
        Thread = new NativeThread($"trainer {runId}");
    }

    public string RunId { get; }

    /// <summary>The revisions of the run's spec.</summary>
    public FollowedSpec Revisions { get; }

    /// <summary>The spec as the newest revision that is known has it; take it once for what must agree.</summary>
    public RunSpec Spec => Revisions.Spec;

    /// <summary>The time in charge; all writes to the books carry it.</summary>
    public TrainerTerm Term { get; }

    public IGrainFactory Grains { get; }

    public WeightNetwork Network { get; }

    public WeightExchange Exchange => Network.ExchangeOf(RunId);

    public IObjectStore Store { get; }

    public IDatasets Datasets { get; }

    public SiloResources Silo { get; }

    public GrainCalls Calls { get; }

    /// <summary>Turns for whatever computes.</summary>
    public TenantShare Share { get; }

    public TimeProvider Clock { get; }

    public ModelPlan Model { get; }

    public NativeThread Thread { get; }

    public IRunProgressGrain Progress => Grains.GetGrain<IRunProgressGrain>(RunId);

    public IRunGrain Run => Grains.GetGrain<IRunGrain>(RunId);

    public IRolloutQueueGrain Queue => Grains.GetGrain<IRolloutQueueGrain>(RunId);

    public ICurriculumGrain Curriculum => Grains.GetGrain<ICurriculumGrain>(RunId);

    public IWeightsGrain Weights => Grains.GetGrain<IWeightsGrain>(RunId);

    public ComputeDevice Device => ComputeDevice.Parse(Silo.Device);

    public void Dispose() => Thread.Dispose();
}
