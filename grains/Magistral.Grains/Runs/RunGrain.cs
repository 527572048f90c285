using Magistral.Contracts.Generation;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Specs;
using Magistral.Contracts.Training;
using Magistral.Grains.Storage;
using Microsoft.Extensions.Logging;

namespace Magistral.Grains.Runs;

/// <summary>The grain of one run. Live progress is stored at most once a second; what decides anything is stored at once.</summary>
[GrainType("run")]
public sealed partial class RunGrain(
    [PersistentState("run", GrainStores.Objects)] IPersistentState<RunState> run,
    IObjectStore store,
    TimeProvider clock,
    ILogger<RunGrain> log) : Grain, IRunGrain
{
    private static readonly TimeSpan ProgressPeriod = TimeSpan.FromSeconds(1);
    private DateTimeOffset progressStoredAt;
    private StepLog? steps;
    private LastWordReserve? reserve;
    private GeneratorWatch watch = new();

    private string RunId => this.GetPrimaryKeyString();

    private StepLog Steps => steps ??= new(store, RunId);

    private LastWordReserve Reserve => reserve ??= new(store, RunId);

    /// <inheritdoc/>
    public async Task CreateAsync(RunSpec spec, CancellationToken cancellation)
    {
        if (run.State.Spec is null)
            await run.CommitAsync(new() { Spec = spec, CreatedAt = clock.GetUtcNow(), Audit = [new(clock.GetUtcNow(), "submitted")] }, cancellation);
    }

    /// <inheritdoc/>
    public Task<RunSpec> SpecAsync(CancellationToken cancellation) => Task.FromResult(Existing().Spec!);

    /// <inheritdoc/>
    public async Task StartAsync(RunSession session, CancellationToken cancellation)
    {
        var next = RunRules.Start(Existing(), session, clock.GetUtcNow());
        if (!ReferenceEquals(next, run.State))
        {
            await Reserve.KeepAsync(cancellation);
            await CommitAsync(next, cancellation);
            watch = new();
        }
        await GrainFactory.GetGrain<ITrainerGrain>(RunId).StartAsync(cancellation);
    }

    /// <inheritdoc/>
    public Task PausedAsync(string reason, CancellationToken cancellation) => StopAsync(RunLifecycle.Paused, reason, cancellation);

    /// <inheritdoc/>
    public Task CompletedAsync(string reason, CancellationToken cancellation) => StopAsync(RunLifecycle.Completed, reason, cancellation);

    /// <inheritdoc/>
    public async Task FailedAsync(string reason, CancellationToken cancellation)
    {
        await Reserve.SpendAsync(cancellation);
        await StopAsync(RunLifecycle.Failed, reason, cancellation);
    }

    /// <inheritdoc/>
    public Task ReportStepAsync(StepReport report, CancellationToken cancellation)
    {
        var next = RunRules.Step(Existing(), report, clock.GetUtcNow());
        if (ReferenceEquals(next, run.State))
            return Task.CompletedTask;
        Steps.Add(report);
        return ProgressAsync(next, cancellation);
    }

    /// <inheritdoc/>
    public Task ReportGeneratorAsync(GeneratorReport report, CancellationToken cancellation)
    {
        watch = watch.Heard(report.GeneratorId);
        return ProgressAsync(RunRules.Generator(Existing(), report, clock.GetUtcNow()), cancellation);
    }

    /// <inheritdoc/>
    public Task GeneratorFailedAsync(GeneratorFailure failure, CancellationToken cancellation)
    {
        watch = watch.Failed(failure);
        run.State = RunRules.GeneratorFailed(Existing(), failure, clock.GetUtcNow()); // stored with what the trainer makes of it
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task CheckGeneratorsAsync(CancellationToken cancellation)
    {
        watch = watch.Check(clock.GetUtcNow());
        return watch.Fault(TimeSpan.FromSeconds(Existing().Spec!.Rl.LeaseSeconds)) is { } fault ? Task.FromException(fault) : Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task RecordEvaluationAsync(EvaluationResult result, CancellationToken cancellation) =>
        CommitAsync(RunRules.Evaluation(Existing(), result), cancellation);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<int>> CheckpointCommittedAsync(int step, CancellationToken cancellation)
    {
        await Steps.SaveAsync(step, cancellation);
        var next = RunRules.Checkpoint(Existing(), step);
        var expiring = RunRules.Expiring(next);
        await CommitAsync(next with { Checkpoints = [.. next.Checkpoints.Except(expiring)] }, cancellation);
        return expiring;
    }

    /// <inheritdoc/>
    public async Task FallBackAsync(int step, CancellationToken cancellation)
    {
        await Steps.FallBackAsync(step, cancellation);
        var surviving = await Steps.ReadAsync(1, int.MaxValue, cancellation);
        await CommitAsync(RunRules.FallBack(Existing(), step, surviving), cancellation);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<StepReport>> StepsAsync(int fromStep, int count, CancellationToken cancellation) =>
        Steps.ReadAsync(fromStep, count, cancellation);

    /// <inheritdoc/>
    public Task<RunDescription> DescribeAsync(CancellationToken cancellation)
    {
        var state = Existing();
        return Task.FromResult(new RunDescription
        {
            RunId = RunId,
            Spec = state.Spec!,
            State = state.Lifecycle,
            Reason = state.Reason,
            CreatedAt = state.CreatedAt,
            WallSeconds = state.Clock.WallSeconds(state.Clock.LastSeenAt),
            SecondsToFirstStep = state.Clock.SecondsToFirstStep,
            RlSeconds = state.Totals.RlSeconds,
            SecondsLeft = RunRules.SecondsLeft(state),
            LastStep = state.LastStep,
            Evaluations = state.Evaluations,
            Generators = state.Generators,
            TrainerBusyShare = state.Totals.RlSeconds > 0 ? state.Totals.UpdateSeconds / state.Totals.RlSeconds : 0,
            TrainerTokensPerSecond = state.Totals.UpdateSeconds > 0 ? state.Totals.Tokens / state.Totals.UpdateSeconds : 0,
            PaddingShare = state.Totals.PaddedTokens > 0 ? 1 - state.Totals.Tokens / state.Totals.PaddedTokens : 0,
            Checkpoints = state.Checkpoints,
            Audit = state.Audit,
        });
    }

    private RunState Existing() => run.State.Spec is null ? throw new RunNotFoundException(RunId) : run.State;

    private async Task StopAsync(RunLifecycle lifecycle, string reason, CancellationToken cancellation)
    {
        await CommitAsync(RunRules.Stop(Existing(), lifecycle, reason, clock.GetUtcNow()), cancellation);
        LogStopped(log, RunId, lifecycle, reason);
    }

    private async Task CommitAsync(RunState next, CancellationToken cancellation)
    {
        if (ReferenceEquals(next, run.State))
            return;
        await run.CommitAsync(next, cancellation);
        progressStoredAt = clock.GetUtcNow();
    }

    private Task ProgressAsync(RunState next, CancellationToken cancellation)
    {
        if (clock.GetUtcNow() - progressStoredAt >= ProgressPeriod)
            return CommitAsync(next, cancellation);
        run.State = next;
        return Task.CompletedTask;
    }

    [LoggerMessage(1001, LogLevel.Information, "Run {RunId} is {Lifecycle}: {Reason}")]
    private static partial void LogStopped(ILogger log, string runId, RunLifecycle lifecycle, string reason);
}
