using Magistral.Contracts.Runs;
using Magistral.Contracts.Training.Terms;

namespace Magistral.Client.Tests.Service;

/// <summary>What a trainer would tell a run, told by a test.</summary>
public sealed class PlayedTrainer(IRunGrain run)
{
    private TrainerTerm term;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<PlayedTrainer> StartAsync(IRunGrain run)
    {
        var trainer = new PlayedTrainer(run);
        await trainer.TakeChargeAsync();
        return trainer;
    }

    public async Task TakeChargeAsync() => term = await run.BeginTermAsync(Guid.NewGuid().ToString("N"), Cancellation);

    public async Task StepsAsync(int from, int to)
    {
        for (var step = from; step <= to; step++)
            for (var entered = await ReportAsync(step); entered < step;) // like a trainer it sends again what was lost with a silo
                entered = await ReportAsync(entered + 1);
    }

    public Task CheckpointAsync(int step) => run.CheckpointCommittedAsync(step, term, Cancellation);

    public Task FallBackAsync(int step) => run.FallBackAsync(step, term, Cancellation);

    public Task CompleteAsync() => run.CompletedAsync("the last stage is learnt", term, Cancellation);

    private Task<int> ReportAsync(int step) =>
        run.AsReference<IRunProgressGrain>().ReportStepAsync(
            new() { Step = step, Tokens = 10, UpdateSeconds = 1, RlSeconds = step, At = DateTimeOffset.UnixEpoch.AddSeconds(step) }, term, Cancellation);
}
