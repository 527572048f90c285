using Magistral.Client.Training;

namespace Magistral.Cli.Rendering;

/// <summary>The rewards seen so far, for the small curve of the live display. Thread-safe.</summary>
internal sealed class TrainHistory
{
    private readonly Lock gate = new();
    private readonly List<double> rewards = [];
    private int step;

    public void Add(TrainProgress progress)
    {
        if (progress.Run.LastStep is not { } last)
            return;
        lock (gate)
            if (last.Step != step)
            {
                step = last.Step;
                rewards.Add(last.Recent.Groups > 0 ? last.Recent.Axes.Total : last.BatchReward);
            }
    }

    public IReadOnlyList<double> Rewards()
    {
        lock (gate)
            return [.. rewards];
    }
}
