using Magistral.Contracts.Training;
using Magistral.Engine.Training;
using Magistral.Silo.Checkpoints;
using Magistral.Silo.Models;

namespace Magistral.Silo.Training;

/// <summary>Brings a trainer to where RL begins: from the last committed checkpoint, or through the supervised stage. All books fall back with it.</summary>
internal sealed class TrainingStart(TrainerContext trainer, TrainedWeights weights, WeightPublisher publisher, CheckpointWriter checkpoints)
{
    /// <summary>Prepares the weights, the books and the first version.</summary>
    /// <param name="status">Hears what is being done.</param>
    /// <param name="stop">Asks for a stop; the supervised stage then ends early, with a checkpoint.</param>
    /// <param name="cancellation">Ends at once.</param>
    public async Task<TrainerPosition> RunAsync(Action<TrainerStatus> status, CancellationToken stop, CancellationToken cancellation)
    {
        status(new(TrainerActivity.Loading, "", null));
        var run = await trainer.Calls.CallAsync(token => trainer.Run.DescribeAsync(token), cancellation);
        var loaded = run.Checkpoints.Count == 0 ? null
            : await new CheckpointReader(trainer.Grains, trainer.Store, trainer.Clock).LoadAsync(trainer.RunId, run.Checkpoints[^1], weights.Trained.Leaves, cancellation);
        if (loaded is not null)
            await trainer.Thread.RunAsync(() => weights.Trained.Load(loaded.Weights.Span));
        var step = loaded?.Trainer.Step ?? 0;
        await FallBackAsync(step, loaded?.Curriculum, cancellation);
        var supervised = loaded?.Trainer.SupervisedSteps ?? 0;
        if (step > 0 || supervised >= trainer.Spec.Sft.Steps && loaded is not null)
            return new(step, supervised, await publisher.PublishAsync(step, [], cancellation), step > 0 ? loaded!.Optimizer : null, loaded!.Trainer.RlSeconds);
        return await WarmStartAsync(supervised, loaded?.Optimizer, status, stop, cancellation);
    }

    private async Task<TrainerPosition> WarmStartAsync(int done, OptimizerState? state, Action<TrainerStatus> status, CancellationToken stop, CancellationToken cancellation)
    {
        if (trainer.Spec.Sft.Steps > 0)
        {
            var warmStart = new WarmStart(trainer, weights);
            (done, state) = await warmStart.RunAsync(done, state, progress => status(new(TrainerActivity.Supervised, "", progress)), stop);
        }
        var version = await publisher.PublishAsync(0, [], cancellation);
        await checkpoints.WriteAsync(0, done, version, 0, _ => state ?? new(0, new float[weights.Trained.Length], new float[weights.Trained.Length]), cancellation);
        return new(0, done, version, null, 0);
    }

    private async Task FallBackAsync(int step, byte[]? curriculum, CancellationToken cancellation)
    {
        await trainer.Calls.CallAsync(token => trainer.Run.FallBackAsync(step, trainer.Term, token), cancellation);
        await trainer.Calls.CallAsync(token => trainer.Weights.FallBackAsync(step, trainer.Term, token), cancellation);
        await trainer.Calls.CallAsync(token => trainer.Weights.CheckpointCommittedAsync(step, trainer.Term, token), cancellation);
        await trainer.Calls.CallAsync(token => trainer.Curriculum.RestoreAsync(curriculum, trainer.Term, token), cancellation);
        await trainer.Calls.CallAsync(token => trainer.Queue.FallBackAsync(step, trainer.Term, token), cancellation);
    }
}
