using Magistral.Contracts.Weights;
using Magistral.Engine.Weights;
using Microsoft.Extensions.Logging;

namespace Magistral.Silo.Weights.Tcp;

/// <summary>Passes weights to the next silo of a chain, which passes them on; a silo that is gone is left out, and the one after it goes on where it was.</summary>
internal sealed partial class WeightForwarder(
    Func<WeightEndpoint, WeightReplica, WeightRequestKind, CancellationToken, Task<WeightConnection>> connect, TimeSpan deadline, TimeProvider clock, ILogger log)
{
    private const int MostAttempts = 3;

    /// <summary>Sends weights, whole or still arriving, to all of a chain.</summary>
    /// <param name="replica">The run's.</param>
    /// <param name="weights">Held by the caller until the task ends.</param>
    /// <param name="chain">In order.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Those that did not get them.</returns>
    public async Task<IReadOnlyList<WeightEndpoint>> ForwardAsync(WeightReplica replica, WeightAssembly weights, IReadOnlyList<WeightEndpoint> chain, CancellationToken cancellation)
    {
        var missed = new List<WeightEndpoint>();
        for (var next = 0; next < chain.Count; next++)
        {
            if (await TrySendAsync(replica, weights, chain[next], [.. chain.Skip(next + 1)], cancellation) is { } missedBehind)
                return [.. missed, .. missedBehind];
            missed.Add(chain[next]);
        }
        return missed;
    }

    /// <summary>Sends to one silo and those behind it; again when it is there but the stream broke, since only the rest is sent then.</summary>
    /// <returns>Those behind that did not get the weights; null when the silo itself did not.</returns>
    private async Task<IReadOnlyList<WeightEndpoint>?> TrySendAsync(
        WeightReplica replica, WeightAssembly weights, WeightEndpoint to, IReadOnlyList<WeightEndpoint> behind, CancellationToken cancellation)
    {
        for (var attempt = 1; attempt <= MostAttempts; attempt++)
        {
            using var late = new CancellationTokenSource(deadline, clock);
            using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
            var opened = false;
            try
            {
                await using var connection = await connect(to, replica, WeightRequestKind.Push, linked.Token);
                opened = true;
                return await WeightSender.RunAsync(connection, weights, behind, linked.Token);
            }
            catch (WeightRefusedException refused) when (refused.Reason == WeightRefusal.NotNeeded)
            {
                return await ForwardAsync(replica, weights, behind, cancellation); // it is ahead of these weights; those behind it may not be
            }
            catch (Exception error) when (IsPeers(error) && !cancellation.IsCancellationRequested)
            {
                LogNotReached(log, to, weights.Version, replica.RunId, error.Message);
                if (!opened || late.IsCancellationRequested || error is WeightRefusedException { Reason: not WeightRefusal.Corrupted })
                    return null;
            }
        }
        return null;
    }

    private static bool IsPeers(Exception error) =>
        error is WeightPeerException or WeightRefusedException or FormatException or OperationCanceledException or IOException or System.Net.Sockets.SocketException;
}
