using Magistral.Client.Runs;
using Magistral.Contracts;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Training;

namespace Magistral.Client.Training;

/// <summary>Takes a run from where it stands to its end, or to the next stop, and tells how it goes.</summary>
/// <param name="run">The run.</param>
/// <param name="processStartedAt">When the process started: wall time counts from there.</param>
/// <param name="time">The clock.</param>
public sealed class TrainSession(RunHandle run, DateTimeOffset processStartedAt, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);

    /// <summary>Starts or continues the run and follows it until it completes, or pauses after <paramref name="stop"/>.</summary>
    /// <param name="tell">Receives the progress, a few times a second and once at the end.</param>
    /// <param name="stop">Asks for a checkpoint and a pause.</param>
    /// <returns>How the run stands at the end: completed or paused.</returns>
    /// <exception cref="MagistralException">The run failed, or was cancelled by someone.</exception>
    public async Task<RunDescription> RunAsync(Action<TrainProgress> tell, CancellationToken stop)
    {
        await run.Run.StartAsync(new RunSession(Guid.NewGuid().ToString("N"), processStartedAt), CancellationToken.None);
        var stopping = false;
        while (true)
        {
            if (stop.IsCancellationRequested && !stopping)
            {
                stopping = true;
                await run.Trainer.PauseAsync(CancellationToken.None);
            }
            var description = await run.Run.DescribeAsync(CancellationToken.None);
            var trainer = await run.Trainer.StatusAsync(CancellationToken.None); // read second: it knows the reason before the run does
            tell(new(description, trainer, time.GetUtcNow() - processStartedAt, stopping));
            if (description.State is RunLifecycle.Completed || description.State is RunLifecycle.Paused && (stopping || trainer.Activity == TrainerActivity.Idle))
                return description;
            if (description.State is RunLifecycle.Failed or RunLifecycle.Cancelled || trainer.Activity == TrainerActivity.Failed)
                throw Failure(description, trainer);
            await Task.Delay(Pause, time, stopping ? CancellationToken.None : stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static MagistralException Failure(RunDescription run, TrainerStatus trainer) => run.State switch
    {
        RunLifecycle.Cancelled => new($"run '{run.Spec.Name}' was cancelled", "start another one under a new name with --run"),
        _ when trainer.Failure.Length > 0 => new($"run '{run.Spec.Name}' failed", trainer.Failure),
        _ => new($"run '{run.Spec.Name}' failed, {run.Reason}", "mend that, then run the same command: it continues from the last checkpoint"),
    };
}
