using Magistral.Contracts.Weights;
using Magistral.Engine.Models;
using Magistral.Method.Generation;
using Magistral.Silo.Weights;

namespace Magistral.Silo.Training;

/// <summary>Publishes the trainer's weights: the grain numbers them before any generator can sample from them.</summary>
internal sealed class WeightPublisher(TrainerContext trainer, FlatWeights trained, WeightBroadcaster distributor)
{
    /// <summary>Publishes the weights after a step.</summary>
    /// <param name="step">Updates in them.</param>
    /// <param name="lags">Lags of the update that made them; empty when there was none.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<WeightVersion> PublishAsync(int step, IReadOnlyList<LagCount> lags, CancellationToken cancellation)
    {
        var (snapshot, hash) = await trainer.Thread.RunAsync(() =>
        {
            var copy = trained.Snapshot(0);
            return (copy, copy.ContentHash);
        });
        var version = await trainer.Calls.CallAsync(token => trainer.Weights.PublishAsync(new(step, hash, lags, trainer.Term), token), cancellation);
        trainer.Exchange.Publish(snapshot.WithVersion(version.Number));
        distributor.Announce();
        return version;
    }
}
