using Magistral.Contracts;
using Magistral.Contracts.Generation;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Specs.Revisions;
using Magistral.Contracts.Training;
using Magistral.Contracts.Training.Terms;
using Magistral.Grains;
using Magistral.Engine.Training;
using Magistral.Method.Generation;
using Magistral.Silo.Hosting;
using Magistral.Silo.Models;
using Microsoft.Extensions.Logging;

namespace Magistral.Silo.Training;

/// <summary>One run's trainer on this silo, from its start to its end: warm start, RL, the last checkpoint and evaluation.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed partial class TrainerWorker : IAsyncDisposable
{
    private readonly CancellationTokenSource pause = new();
    private readonly CancellationTokenSource abort = new();
    private readonly string runId;
    private readonly Func<string, string, SpecRevision, TrainerTerm, TrainerContext> context;
    private readonly IRunGrain run;
    private readonly MachineLimits limits;
    private readonly GrainCalls calls;
    private readonly bool isSupervised;
    private readonly ILogger log;
    private readonly string holder = Guid.NewGuid().ToString("N");
    private readonly Task work;
    private TrainerTerm term;
    private volatile bool isLeaving;
    private volatile TrainerStatus status = new(TrainerActivity.Loading, "", null);

    public TrainerWorker(
        string runId, IRunGrain run, Func<string, string, SpecRevision, TrainerTerm, TrainerContext> context, MachineLimits limits, GrainCalls calls, bool isSupervised, ILogger log)
    {
        (this.runId, this.run, this.context, this.limits) = (runId, run, context, limits);
        (this.calls, this.isSupervised, this.log) = (calls, isSupervised, log);
        work = Task.Run(RunAsync);
    }

    public TrainerStatus Status => status;

    public bool IsDone => work.IsCompleted;

    public void Pause() => pause.Cancel();

    public void Abort() => abort.Cancel();

    public async ValueTask DisposeAsync()
    {
        isLeaving = isSupervised; // another silo goes on from the checkpoint: the run is not paused
        await pause.CancelAsync();
        if (!await EndsWithinAsync(TimeSpan.FromSeconds(20)))
            await abort.CancelAsync();
        await work;
        pause.Dispose();
        abort.Dispose();
    }

    private async Task<bool> EndsWithinAsync(TimeSpan patience) => await Task.WhenAny(work, Task.Delay(patience)) == work;

    private async Task RunAsync()
    {
        try
        {
            var revision = await calls.CallAsync(token => run.RevisionAsync(token), abort.Token);
            var tenant = await calls.CallAsync(token => run.TenantAsync(token), abort.Token);
            term = await calls.CallAsync(token => run.BeginTermAsync(holder, token), abort.Token);
            using var trainer = context(runId, tenant, revision, term);
            await CheckAsync(trainer, abort.Token);
            var weights = await trainer.Thread.RunAsync(() => trainer.Model.Start(trainer.Device));
            try
            {
                await TrainAsync(trainer, weights, abort.Token);
            }
            finally
            {
                await trainer.Thread.RunAsync(weights.Dispose);
            }
            status = new(TrainerActivity.Idle, "", null);
        }
        catch (OperationCanceledException) when (abort.IsCancellationRequested)
        {
            LogAborted(log, runId);
            status = new(TrainerActivity.Failed, "the trainer was stopped before it could write a checkpoint: continue the run with the same command", null);
        }
        catch (TrainerSupersededException error)
        {
            LogSuperseded(log, error, runId);
            status = new(TrainerActivity.Idle, "", null);
        }
        catch (Exception error) when (isSupervised && GrainFaults.MayPass(error)) // a coordinator starts the trainer again, from the last checkpoint
        {
            LogInterrupted(log, error, runId);
            status = new(TrainerActivity.Idle, "", null);
        }
        catch (Exception error) // the one place where a trainer's failure ends: named in log, status and run
        {
            LogFailed(log, error, runId);
            // Before the run is told: whoever sees that the run failed shall find the reason here.
            status = new(TrainerActivity.Failed, error is MagistralException ? error.Message : $"the trainer failed, {error.Message.TrimEnd('.')}: continue the run with the same command", null);
            await TellFailureAsync(error);
        }
    }

    /// <summary>Refuses what cannot run here before anything of its size is allocated; its files once, before the first step.</summary>
    private async Task CheckAsync(TrainerContext trainer, CancellationToken cancellation)
    {
        limits.CheckTrainer(trainer.Spec, trainer.Model);
        if (isSupervised && (await calls.CallAsync(token => run.DescribeAsync(token), cancellation)).Checkpoints.Count == 0) // an embedded run's command has read them
            await DataCheck.RunAsync(trainer.Spec, trainer.Model, trainer.Datasets, cancellation);
    }

    private async Task TrainAsync(TrainerContext trainer, TrainedWeights weights, CancellationToken cancellation)
    {
        await using var distributor = trainer.Network.Distribute(trainer.RunId, weights.Trained.Leaves);
        var publisher = new WeightPublisher(trainer, weights.Trained, distributor);
        var checkpoints = new CheckpointWriter(trainer, weights.Trained);
        var evaluations = new EvaluationScheduler(trainer);
        var start = await new TrainingStart(trainer, weights, publisher, checkpoints).RunAsync(next => status = next, pause.Token, cancellation);
        if (!pause.IsCancellationRequested && start.Step == 0)
            await EvaluateAsync(evaluations, EvaluationKind.WarmStart, start.Step, start.Version, cancellation);
        using var policy = await trainer.Thread.RunAsync(() => Policy(trainer, weights, start.Optimizer));
        var loop = new RlLoop(trainer, policy, publisher, checkpoints, evaluations, start);
        status = new(TrainerActivity.Training, "", null);
        var reason = await loop.RunAsync(pause.Token, cancellation);
        status = new(TrainerActivity.Stopping, "", null);
        if (reason is null)
        {
            await loop.CheckpointAsync(cancellation);
            if (!isLeaving)
                await trainer.Calls.CallAsync(token => run.PausedAsync("stopped on request", term, token), cancellation);
            return;
        }
        await DrainAsync(trainer, cancellation);
        await loop.CheckpointAsync(cancellation); // before the closing, which abandons what a fall-back would need
        await trainer.Calls.CallAsync(token => trainer.Queue.CloseAsync(reason, term, token), cancellation);
        await EvaluateAsync(evaluations, EvaluationKind.Final, loop.Step, loop.Version, cancellation);
        await trainer.Calls.CallAsync(token => run.CompletedAsync(reason, term, token), cancellation);
    }

    private static PolicyTrainer Policy(TrainerContext trainer, TrainedWeights weights, OptimizerState? optimizer)
    {
        var policy = new PolicyTrainer(weights.Parameters, SpecMapping.PolicyOf(trainer.Spec, trainer.Silo.TrainerThreads), trainer.Clock, weights.Adapter);
        if (optimizer is not null)
            policy.Import(optimizer);
        return policy;
    }

    private async Task EvaluateAsync(EvaluationScheduler evaluations, EvaluationKind kind, int step, WeightVersion version, CancellationToken cancellation)
    {
        status = new(TrainerActivity.Evaluating, "", null);
        await evaluations.OrderAndWaitAsync(kind, step, version, cancellation);
    }

    private async Task DrainAsync(TrainerContext trainer, CancellationToken cancellation)
    {
        var generators = (await trainer.Calls.CallAsync(token => run.DescribeAsync(token), cancellation)).Generators;
        foreach (var generatorId in generators.Select(report => report.GeneratorId).Distinct())
            if (await trainer.Calls.TryOnceAsync(token => trainer.Grains.GetGrain<IGeneratorGrain>(generatorId).DrainAsync(token)) is { } gone)
                LogNotDrained(log, gone, generatorId);
    }

    private async Task TellFailureAsync(Exception error)
    {
        // The store may be what failed: the status names the first failure all the same.
        if (await calls.TryOnceAsync(token => run.FailedAsync(error.Message, term, token)) is { } second)
            LogFailureUntold(log, second, runId);
    }
}
