using Magistral.Contracts.Generation;
using Magistral.Contracts.PromptGroups;
using Magistral.Contracts.Queue;
using Magistral.Engine.Training;
using Magistral.Method.Generation;
using Magistral.Silo.Hosting;
using Magistral.Silo.Models;

namespace Magistral.Silo.Training;

/// <summary>
/// The trainer's side of the asynchronous loop (METHOD section 5): take a batch, one update a minibatch, and after each update
/// the books, the new version, the report.
/// </summary>
internal sealed class RlLoop(TrainerContext trainer, PolicyTrainer policy, WeightPublisher publisher, CheckpointWriter checkpoints, EvaluationScheduler evaluations, TrainerPosition start)
{
    private readonly BooksWait batches = trainer.Calls.WaitsOf(trainer.Queue.WaitForBatchAsync);
    private readonly StepReporting reporting = new(trainer);
    private readonly StopRules rules = new(trainer);
    private readonly long startedAt = trainer.Clock.GetTimestamp();
    private int step = start.Step;
    private int checkpointed = start.Step;
    private WeightVersion version = start.Version;

    /// <summary>Updates in the weights.</summary>
    public int Step => step;

    /// <summary>Version of the weights as published last.</summary>
    public WeightVersion Version => version;

    private double RlSeconds => start.RlSeconds + trainer.Clock.GetElapsedTime(startedAt).TotalSeconds;

    /// <summary>Trains until a rule ends the run or a stop is asked for.</summary>
    /// <returns>Why the run ended; null when it was asked to stop.</returns>
    public async Task<string?> RunAsync(CancellationToken stop, CancellationToken cancellation)
    {
        await trainer.Calls.CallAsync(token => trainer.Queue.OpenAsync(trainer.Term, token), cancellation);
        while (!stop.IsCancellationRequested)
        {
            if (await rules.EndAsync(step, RlSeconds, cancellation) is { } reason)
                return reason;
            var waitedFrom = trainer.Clock.GetTimestamp();
            if (await TakeAsync(stop, cancellation) is not { } batch)
                continue;
            await trainer.Revisions.FollowAsync(batch.Revision, cancellation);
            var waitSeconds = trainer.Clock.GetElapsedTime(waitedFrom).TotalSeconds;
            foreach (var minibatch in batch.Minibatches.Take(rules.StepsLeft(step)))
            {
                await TrainAsync(minibatch, waitSeconds, cancellation);
                waitSeconds = 0;
            }
        }
        return null;
    }

    /// <summary>Writes a checkpoint unless the last one is of this step.</summary>
    public async Task CheckpointAsync(CancellationToken cancellation)
    {
        if (checkpointed == step)
            return;
        await checkpoints.WriteAsync(step, start.SupervisedSteps, version, RlSeconds, policy.Export, cancellation);
        checkpointed = step;
    }

    /// <summary>Waits for a batch; null when the rules have to be asked first.</summary>
    /// <exception cref="NoGeneratorException">Nobody is left to fill one.</exception>
    private async Task<TakenBatch?> TakeAsync(CancellationToken stop, CancellationToken cancellation)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop, cancellation);
        var request = new TakeRequest(step + 1, step, version, trainer.Term);
        var (askedAt, until) = (trainer.Clock.GetTimestamp(), rules.Idle(RlSeconds));
        while (!stop.IsCancellationRequested)
        {
            if (await trainer.Calls.CallAsync(token => trainer.Queue.TakeAsync(request, token), cancellation) is { } batch)
                return batch;
            var left = until - trainer.Clock.GetElapsedTime(askedAt);
            if (left <= TimeSpan.Zero || !await batches.WaitAsync(left, ending.Token))
                break; // not: until nothing is left, which a timer that ends a moment early makes many calls of
            until = until < StopRules.Busy ? until : StopRules.Busy;
        }
        await trainer.Calls.CallAsync(token => trainer.Progress.CheckGeneratorsAsync(trainer.Silo.IsSupervised, token), cancellation);
        return null;
    }

    private async Task TrainAsync(IReadOnlyList<int> numbers, double waitSeconds, CancellationToken cancellation)
    {
        using var turn = await trainer.Share.TakeAsync(cancellation); // the books as well: they are what small models wait for
        var groups = await Task.WhenAll(numbers.Select(number => GroupAsync(number, cancellation)));
        var lags = PolicyBatchAssembly.Lags(groups, version);
        var revision = trainer.Revisions.Newest;
        var spec = revision.Spec;
        var update = await trainer.Thread.RunAsync(() => policy.Step(PolicyBatchAssembly.Sequences(groups, spec.Rl.Advantage), SpecMapping.StepOf(spec.Rl)));
        var updatedAt = trainer.Clock.GetTimestamp();
        step++;
        // Published first: the step admits new groups, and these shall be sampled from the new weights.
        version = await publisher.PublishAsync(step, lags, cancellation);
        await trainer.Calls.CallAsync(token => trainer.Queue.ConsumedAsync(step, numbers, trainer.Term, token), cancellation);
        var publishSeconds = trainer.Clock.GetElapsedTime(updatedAt).TotalSeconds;
        await reporting.ReportAsync(new(step, version, groups, lags, update, publishSeconds, waitSeconds, RlSeconds, revision.Number), cancellation);
        if (StepPeriod.Ends(step, spec.Checkpoints.EverySteps))
            await CheckpointAsync(cancellation);
        if (StepPeriod.Ends(step, spec.Evaluation.EverySteps))
            await evaluations.OrderAsync(EvaluationKind.Curve, step, version, cancellation);
    }

    private async Task<GroupView> GroupAsync(int number, CancellationToken cancellation)
    {
        var group = trainer.Grains.GetGrain<IPromptGroupGrain>(new GroupKey(trainer.RunId, number).ToString());
        return (await trainer.Calls.CallAsync(token => group.DescribeAsync(token), cancellation))!;
    }
}
