using Magistral.Contracts.Queue;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Tenants;
using Magistral.Grains.Runs;
using Magistral.Grains.Tests.Cluster;
using Magistral.Testing;
using Magistral.Testing.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Magistral.Grains.Tests.Runs;

/// <summary>The parts of a run's grain without the grain, on a store in memory and among grains that only note what they are asked.</summary>
public sealed class PlayedParts
{
    public PlayedParts(RunState? state = null)
    {
        State = new(state ?? new() { Spec = TestSpecs.Small, Tenant = "tenant" });
        Changes = new(Clock);
        Books = new(State, Calls.Grains, Store, "run", Changes, Clock, NullLogger.Instance);
        Progress = new(Books, Store, Clock);
        Generators = new(Books, Calls.Grains, Clock, NullLogger.Instance);
        Checkpoints = new(Books, Progress, Calls.Grains, Store, Clock, NullLogger.Instance);
        Revising = new(Books, Calls.Grains, Clock);
        Life = new(Books, Generators, Checkpoints, Calls.Grains, Store, Clock, NullLogger.Instance);
        Supervision = new(Books, Life, Revising, Generators, Checkpoints, Calls.Grains);
        Calls.Answers["ITenantGrain.DescribeAsync"] = new TenantDescription("tenant", TenantQuota.Unlimited, false, new(1, 0, 0, 0, 0));
        Calls.Answers["IRunSchedulerGrain.EnterAsync"] = new RunAdmission(true, "");
        Calls.Answers["IRolloutQueueGrain.DescribeAsync"] = new QueueReport(0, 0, new Magistral.Grains.Queue.RolloutQueueState().Counts(), [], false);
    }

    public ShiftedClock Clock { get; } = new();

    public InMemoryObjectStore Store { get; } = new();

    public RecordedCalls Calls { get; } = new();

    public StateInMemory<RunState> State { get; }

    public ChangeSignal Changes { get; }

    public RunBooks Books { get; }

    public RunProgress Progress { get; }

    public RunGenerators Generators { get; }

    public RunCheckpoints Checkpoints { get; }

    public RunRevising Revising { get; }

    public RunLife Life { get; }

    public RunSupervision Supervision { get; }

    /// <summary>A running run under the first trainer's term.</summary>
    public static PlayedParts Running(Func<RunState, RunState>? change = null)
    {
        var run = RunRules.Start(new() { Spec = TestSpecs.Small, Tenant = "tenant" }, new("session", DateTimeOffset.UnixEpoch), DateTimeOffset.UnixEpoch);
        run = RunRules.BeginTerm(run, "first");
        return new(change?.Invoke(run) ?? run);
    }
}
