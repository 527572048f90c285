using Magistral.Contracts.Training;
using Magistral.Grains.Curriculum;

namespace Magistral.Silo.Training;

/// <summary>Puts together what is reported of a step: the engine's numbers, the curriculum's recent groups, the queue's books.</summary>
internal sealed class StepReporting(TrainerContext trainer)
{
    private const int MostKept = 1024; // more than lie between two checkpoints, which store what they cover
    private readonly Queue<StepReport> sent = [];

    /// <summary>Reports a step to the run.</summary>
    public async Task ReportAsync(TrainedMinibatch trained, CancellationToken cancellation)
    {
        var curriculum = await trainer.Calls.CallAsync(token => trainer.Curriculum.DescribeAsync(token), cancellation);
        var queue = await trainer.Calls.CallAsync(token => trainer.Queue.DescribeAsync(token), cancellation);
        var now = trainer.Clock.GetUtcNow();
        var update = trained.Update;
        var report = new StepReport
        {
            Step = trained.Step,
            Revision = trained.Revision,
            Version = trained.Version,
            Stage = curriculum.CurrentStage,
            At = now,
            RlSeconds = trained.RlSeconds,
            Recent = curriculum.Recent,
            BatchReward = trained.Groups.SelectMany(group => group.Rollouts).Average(rollout => rollout.Score!.Axes.Total),
            Loss = update.Loss,
            Entropy = update.Entropy,
            ClipFractionLow = update.ClipFractionLow,
            ClipFractionHigh = update.ClipFractionHigh,
            RatioMean = update.RatioMean,
            RatioMax = update.RatioMax,
            ApproxKl = update.ApproxKl,
            GradientNorm = update.GradientNorm,
            LearningRate = update.LearningRate,
            Tokens = (int)update.CompletionTokens,
            PaddingShare = update.PaddingShare,
            UpdateSeconds = update.Seconds,
            PublishSeconds = trained.PublishSeconds,
            WaitSeconds = trained.WaitSeconds,
            Lags = trained.Lags,
            QueueDepth = queue.Counts.Ready,
            LongestGroupSeconds = trained.Groups.Max(group => (now - group.IssuedAt).TotalSeconds),
            Counts = queue.Counts,
            Lengths = LengthCounts.Of(trained.Groups.SelectMany(group => group.Rollouts).Select(rollout => rollout.Generated.Completion.SampledCount)),
        };
        sent.Enqueue(report);
        if (sent.Count > MostKept)
            sent.Dequeue();
        var entered = await SendAsync(report, cancellation);
        foreach (var lost in sent.Where(kept => kept.Step > entered).ToList())
            await SendAsync(lost, cancellation);
    }

    private Task<int> SendAsync(StepReport report, CancellationToken cancellation) =>
        trainer.Calls.CallAsync(token => trainer.Progress.ReportStepAsync(report, trainer.Term, token), cancellation);
}
