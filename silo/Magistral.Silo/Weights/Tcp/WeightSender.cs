using Magistral.Contracts.Weights;
using Magistral.Engine.Weights;

namespace Magistral.Silo.Weights.Tcp;

/// <summary>The sender's side of one stream: an offer, then every frame that the receiver lacks, as soon as it is here.</summary>
internal static class WeightSender
{
    private const int MostEndpointsBytes = 1 << 20;

    /// <summary>Sends weights, whole or still arriving.</summary>
    /// <param name="connection">Open, and not used otherwise.</param>
    /// <param name="weights">Held by the caller until the task ends.</param>
    /// <param name="behind">To whom the receiver shall pass them on.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Those behind that did not get them.</returns>
    /// <exception cref="WeightPeerException">The receiver is gone.</exception>
    /// <exception cref="WeightRefusedException">The receiver will not have them.</exception>
    public static async Task<IReadOnlyList<WeightEndpoint>> RunAsync(
        WeightConnection connection, WeightAssembly weights, IReadOnlyList<WeightEndpoint> behind, CancellationToken cancellation)
    {
        using var abort = cancellation.Register(connection.Abort);
        try
        {
            connection.Beat();
            await connection.SendAsync(WeightMessageKind.Offer, new WeightOffer(weights.Version, weights.Manifest, behind).Encode());
            var first = WeightOffer.ParseNumber(await AnswerAsync(connection, WeightMessageKind.Resume, sizeof(int)));
            return first >= 0 && first <= weights.Manifest.FrameCount
                ? await SendAsync(connection, weights, first, cancellation)
                : throw connection.Fault($"it wants to go on at frame {first} of {weights.Manifest.FrameCount}");
        }
        catch (WeightPeerException) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
    }

    private static async Task<IReadOnlyList<WeightEndpoint>> SendAsync(WeightConnection connection, WeightAssembly weights, int first, CancellationToken cancellation)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var frames = SendFramesAsync(connection, weights, first, ending.Token);
        var answer = AnswerAsync(connection, WeightMessageKind.Done, MostEndpointsBytes);
        await Task.WhenAny(frames, answer);
        if (!frames.IsCompletedSuccessfully)
        {
            // An answer before the last frame ends the stream. Frames that fail have lost the connection, and the answer says how.
            connection.Abort();
            await ending.CancelAsync();
            await frames.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
        return WeightOffer.ParseEndpoints(await answer);
    }

    private static async Task SendFramesAsync(WeightConnection connection, WeightAssembly weights, int first, CancellationToken cancellation)
    {
        for (var frame = first; frame < weights.Manifest.FrameCount; frame++)
        {
            await weights.WaitAsync(frame, cancellation);
            cancellation.ThrowIfCancellationRequested();
            await connection.SendFrameAsync(weights, frame);
        }
    }

    private static async Task<byte[]> AnswerAsync(WeightConnection connection, WeightMessageKind expected, int most)
    {
        var (kind, length) = await connection.ReceiveAsync();
        var payload = await connection.PayloadAsync(kind, length, most);
        if (kind == WeightMessageKind.Refused)
            throw new WeightRefusedException((WeightRefusal)WeightOffer.ParseNumber(payload));
        return kind == expected ? payload : throw connection.Fault($"it answered {kind} in place of {expected}");
    }
}
