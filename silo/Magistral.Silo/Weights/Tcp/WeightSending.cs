using Magistral.Contracts.Weights;
using Magistral.Engine.Weights;

namespace Magistral.Silo.Weights.Tcp;

/// <summary>The sender's side of one stream: an offer, then every frame that the receiver lacks, as soon as it is here.</summary>
internal static class WeightSending
{
    private const int MostEndpointsBytes = 1 << 20;

    /// <summary>Sends weights, whole or still arriving.</summary>
    /// <param name="link">Open, and not used otherwise.</param>
    /// <param name="weights">Held by the caller until the task ends.</param>
    /// <param name="behind">To whom the receiver shall pass them on.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Those behind that did not get them.</returns>
    /// <exception cref="WeightPeerException">The receiver is gone.</exception>
    /// <exception cref="WeightRefusedException">The receiver will not have them.</exception>
    public static async Task<IReadOnlyList<WeightEndpoint>> RunAsync(
        WeightLink link, WeightAssembly weights, IReadOnlyList<WeightEndpoint> behind, CancellationToken cancellation)
    {
        using var abort = cancellation.Register(link.Abort);
        try
        {
            link.Beat();
            await link.SendAsync(WeightMessageKind.Offer, new WeightOffer(weights.Version, weights.Manifest, behind).Encode());
            var first = WeightOffer.ParseNumber(await AnswerAsync(link, WeightMessageKind.Resume, sizeof(int)));
            return first >= 0 && first <= weights.Manifest.FrameCount
                ? await SendAsync(link, weights, first, cancellation)
                : throw link.Fault($"it wants to go on at frame {first} of {weights.Manifest.FrameCount}");
        }
        catch (WeightPeerException) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
    }

    private static async Task<IReadOnlyList<WeightEndpoint>> SendAsync(WeightLink link, WeightAssembly weights, int first, CancellationToken cancellation)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var frames = SendFramesAsync(link, weights, first, ending.Token);
        var answer = AnswerAsync(link, WeightMessageKind.Done, MostEndpointsBytes);
        await Task.WhenAny(frames, answer);
        if (!frames.IsCompletedSuccessfully)
        {
            // An answer before the last frame ends the stream. Frames that fail have lost the link, and the answer says how.
            link.Abort();
            await ending.CancelAsync();
            await frames.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
        return WeightOffer.ParseEndpoints(await answer);
    }

    private static async Task SendFramesAsync(WeightLink link, WeightAssembly weights, int first, CancellationToken cancellation)
    {
        for (var frame = first; frame < weights.Manifest.FrameCount; frame++)
        {
            await weights.WaitAsync(frame, cancellation);
            cancellation.ThrowIfCancellationRequested();
            await link.SendFrameAsync(weights, frame);
        }
    }

    private static async Task<byte[]> AnswerAsync(WeightLink link, WeightMessageKind expected, int most)
    {
        var (kind, length) = await link.ReceiveAsync();
        var payload = await link.PayloadAsync(kind, length, most);
        if (kind == WeightMessageKind.Refused)
            throw new WeightRefusedException((WeightRefusal)WeightOffer.ParseNumber(payload));
        return kind == expected ? payload : throw link.Fault($"it answered {kind} in place of {expected}");
    }
}
