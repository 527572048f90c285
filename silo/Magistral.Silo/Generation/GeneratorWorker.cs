using Magistral.Contracts.Curriculum;
using Magistral.Contracts;
using Magistral.Contracts.Generation;
using Magistral.Contracts.Queue;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Specs;
using Magistral.Contracts.Specs.Revisions;
using Magistral.Contracts.Weights;
using Magistral.Grains.Curriculum.Problems;
using Magistral.Method.Generation;
using Magistral.Silo.Hosting;
using Magistral.Silo.Models;
using Magistral.Silo.Tenants;
using Magistral.Silo.Weights;
using Microsoft.Extensions.Logging;

namespace Magistral.Silo.Generation;

/// <summary>One run's generator on this silo: an engine, fed and emptied by tasks beside it.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed partial class GeneratorWorker : IAsyncDisposable
{
    private static readonly TimeSpan PreparationWait = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ReportPeriod = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan ServingPeriod = TimeSpan.FromSeconds(2); // books that moved know it again
    private readonly CancellationTokenSource stop = new();
    private readonly System.Threading.Channels.Channel<EvaluationOrder> orders = System.Threading.Channels.Channel.CreateUnbounded<EvaluationOrder>();
    private readonly string session = Guid.NewGuid().ToString("N");
    private readonly string runId;
    private readonly string generatorId;
    private readonly IGrainFactory grains;
    private readonly WeightNetwork network;
    private readonly ProblemCatalog catalog;
    private readonly IRolloutEngines engines;
    private readonly GrainCalls calls;
    private readonly TenantTurns turns;
    private readonly TimeProvider clock;
    private readonly ILogger log;
    private readonly Task work;
    private IRolloutEngine? engine;
    private LeaseFeeder? feeder;

    public GeneratorWorker(
        string runId, string generatorId, string knownRefusal, IGrainFactory grains, WeightNetwork network, ProblemCatalog catalog, IRolloutEngines engines,
        GrainCalls calls, TenantTurns turns, TimeProvider clock, ILogger log)
    {
        (Refusal, this.engines) = (knownRefusal, engines);
        (this.runId, this.generatorId, this.grains, this.network) = (runId, generatorId, grains, network);
        (this.catalog, this.calls, this.turns, this.clock, this.log) = (catalog, calls, turns, clock, log);
        work = Task.Run(() => RunAsync(stop.Token));
    }

    /// <summary>Whether it ended, by failing or because it was asked to.</summary>
    public bool IsDone => work.IsCompleted;

    /// <summary>Why the run cannot run here, as this generator or the one before it found; empty when it can.</summary>
    public string Refusal { get; private set; }

    private IRunProgressGrain Progress => grains.GetGrain<IRunProgressGrain>(runId);

    private IRunGrain Run => grains.GetGrain<IRunGrain>(runId);

    public void Evaluate(EvaluationOrder order) => orders.Writer.TryWrite(order);

    public void Drain()
    {
        feeder?.Drain();
        engine?.Drain();
    }

    public GeneratorReport Report()
    {
        var times = engine?.Times ?? default;
        return new(generatorId, session, times.DecodeSeconds, times.ThrottledSeconds, times.IdleSeconds, times.EvaluationSeconds,
            times.Tokens, times.Sequences, engine?.Held ?? 0, new WeightVersion(engine?.Version ?? 0));
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await work;
        stop.Dispose();
    }

    private async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            var revision = await calls.CallAsync(token => Run.RevisionAsync(token), cancellation);
            var tenant = await calls.CallAsync(token => Run.TenantAsync(token), cancellation);
            await WorkAsync(revision, turns.Of(tenant), cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            LogStopped(log, generatorId);
            await GiveBackAsync();
        }
        catch (RunSpecException error) // said once: whoever starts it again will hear the same
        {
            if (error.Message != Refusal)
                LogRefused(log, generatorId, error.Message);
            Refusal = error.Message;
            await TellFailureAsync(error);
        }
        catch (Exception error) // the one place where a generator's failure ends: named in log and run, its leases given back
        {
            LogFailed(log, error, generatorId);
            await TellFailureAsync(error);
        }
    }

    private async Task TellFailureAsync(Exception error)
    {
        var failure = error is MagistralException typed
            ? new GeneratorFailure(generatorId, typed.What, typed.Remedy)
            : new GeneratorFailure(generatorId, $"generator {generatorId} failed, {error.Message.TrimEnd('.')}", "continue the run with the same command");
        var untold = await calls.TryOnceAsync(token => Progress.GeneratorFailedAsync(failure, token))
            ?? await calls.TryOnceAsync(token => grains.GetGrain<IRolloutQueueGrain>(runId).ReleaseAsync(generatorId, token));
        if (untold is not null)
            LogFailureUntold(log, untold, generatorId);
    }

    /// <summary>Hands back what is in flight, so that others go on with it at once.</summary>
    private async Task GiveBackAsync()
    {
        if (await calls.TryOnceAsync(token => grains.GetGrain<IRolloutQueueGrain>(runId).ReleaseAsync(generatorId, token)) is { } error)
            LogNotGivenBack(log, error, generatorId);
    }

    private async Task WorkAsync(SpecRevision revision, TenantShare share, CancellationToken cancellation)
    {
        var spec = revision.Spec; // for what no revision changes; leases are worked on as the newest has it
        var model = ModelPlan.Of(spec, clock);
        using var rollouts = engine = engines.Create(new(generatorId, spec, model, network.ExchangeOf(runId), share));
        Refusal = "";
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var leased = new LeasedGroups();
        var queue = grains.GetGrain<IRolloutQueueGrain>(runId);
        var renewals = new LeaseRenewals(generatorId, LeaseRenewals.PeriodOf(spec.Rl), queue, rollouts, leased, calls, clock, log);
        feeder = new LeaseFeeder(generatorId, new FollowedSpec(revision, Run, calls), model, queue, rollouts, leased, renewals, calls, clock);
        var journal = new ProgressJournal(generatorId, runId, grains, rollouts, leased, calls, log);
        var deliveries = new RolloutDeliveries(generatorId, runId, model.Tokenizer, grains, rollouts.Finished, leased, calls);
        var evaluation = new HeldOutEvaluation(runId, spec, model, grains, rollouts, catalog, calls, clock);
        Task[] parts =
        [
            rollouts.RunAsync(ending.Token), FeedAsync(feeder, ending.Token), deliveries.RunAsync(ending.Token), journal.RunAsync(),
            EvaluateAsync(evaluation, ending.Token), ReportAsync(rollouts, ending.Token), network.FollowAsync(runId, model.TrainedLeaves, ending.Token),
        ];
        await Task.WhenAll(parts.Select(part => WatchAsync(part, ending)));
    }

    /// <summary>Leases once there are problems to lease: a large file is read through first.</summary>
    private async Task FeedAsync(LeaseFeeder feeding, CancellationToken cancellation)
    {
        var curriculum = grains.GetGrain<ICurriculumGrain>(runId);
        var isPrepared = false;
        while (!isPrepared)
            isPrepared = await calls.CallAsync(token => curriculum.PreparedAsync(PreparationWait, token), cancellation);
        await feeding.RunAsync(cancellation);
    }

    /// <summary>One part's failure ends the others.</summary>
    private static async Task WatchAsync(Task part, CancellationTokenSource ending)
    {
        try
        {
            await part;
        }
        catch
        {
            await ending.CancelAsync();
            throw;
        }
    }

    private async Task EvaluateAsync(HeldOutEvaluation evaluation, CancellationToken cancellation)
    {
        await foreach (var order in orders.Reader.ReadAllAsync(cancellation))
        {
            var result = await evaluation.RunAsync(order, cancellation);
            await calls.CallAsync(token => Progress.RecordEvaluationAsync(result, token), cancellation);
        }
    }

    /// <summary>Reports while the engine goes on: the run takes a generator whose engine stands still for a dead one.</summary>
    private async Task ReportAsync(IRolloutEngine rollouts, CancellationToken cancellation)
    {
        var (served, servedAt) = ((WeightVersion?)null, clock.GetTimestamp());
        for (var seen = -1L; ; await Task.Delay(ReportPeriod, clock, cancellation))
        {
            var beats = rollouts.Beats;
            if (beats == seen)
                continue;
            seen = beats;
            var report = Report();
            await calls.CallAsync(token => Progress.ReportGeneratorAsync(report, token), cancellation);
            if (report.Version == served && clock.GetElapsedTime(servedAt) < ServingPeriod)
                continue;
            await calls.CallAsync(token => grains.GetGrain<IWeightsGrain>(runId).ServingAsync(generatorId, report.Version, token), cancellation);
            (served, servedAt) = (report.Version, clock.GetTimestamp());
        }
    }
}
