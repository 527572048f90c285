using Magistral.Contracts.Queue;

namespace Magistral.Silo.Training;

/// <summary>When RL ends: the curriculum is finished, the budget is spent, or nothing has signal any more.</summary>
internal sealed class StopRules(TrainerContext trainer)
{
    /// <summary>How often the trainer looks for a batch before it asks the rules again.</summary>
    public const int PollsBetweenChecks = 50;

    /// <summary>Batches' worth of groups without signal, none with it, after which a stage counts as having none.</summary>
    private const int BatchesWithoutSignal = 32;

    private int step = -1;
    private int noSignalAtStep;

    /// <summary>Updates that the budget still allows.</summary>
    public int StepsLeft(int stepNow) => trainer.Spec.Rl.MaxSteps > 0 ? trainer.Spec.Rl.MaxSteps - stepNow : int.MaxValue;

    /// <summary>Why the run ends now; null when it goes on.</summary>
    public async Task<string?> EndAsync(int stepNow, double rlSeconds, CancellationToken cancellation)
    {
        var rl = trainer.Spec.Rl;
        if (rl.MaxSteps > 0 && stepNow >= rl.MaxSteps)
            return $"rl.max_steps {rl.MaxSteps} reached";
        if (rl.MaxSeconds > 0 && rlSeconds >= rl.MaxSeconds)
            return $"rl.max_seconds {rl.MaxSeconds:0.#} reached";
        var curriculum = await trainer.Calls.CallAsync(token => trainer.Curriculum.DescribeAsync(token), cancellation);
        if (curriculum.Finished)
            return $"stage {curriculum.Stages[^1].Name} met its promotion rule";
        var queue = await trainer.Calls.CallAsync(token => trainer.Queue.DescribeAsync(token), cancellation);
        return NoSignal(stepNow, queue, curriculum.CurrentStage) ? $"stage {curriculum.Stages[curriculum.CurrentStage].Name} has no signal: {Outcome(queue.Counts)}" : null;
    }

    private bool NoSignal(int stepNow, QueueReport queue, int stage)
    {
        if (stepNow != step)
            (step, noSignalAtStep) = (stepNow, queue.Counts.NoSignal);
        var groupsPerBatch = trainer.Spec.SizesOf(stage).NBatch / trainer.Spec.Rl.GroupSize;
        return queue.Counts.NoSignal - noSignalAtStep >= BatchesWithoutSignal * groupsPerBatch;
    }

    private static string Outcome(GroupCounts counts) => counts.NoSignalAllRight > counts.NoSignalAllWrong ? "its problems are solved" : "its problems are beyond the model";
}
