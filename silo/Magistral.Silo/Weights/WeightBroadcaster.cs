using System.Threading.Channels;

namespace Magistral.Silo.Weights;

/// <summary>Sends the trainer's publications to other silos, beside the training: the trainer announces and goes on.</summary>
/// <remarks>Thread-safe. Only the newest publication counts; those that came and went meanwhile are skipped.</remarks>
internal sealed class WeightBroadcaster : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Channel<bool> announced = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Task work;

    /// <param name="distribute">Works until <see cref="Stopping"/> fires.</param>
    public WeightBroadcaster(Func<WeightBroadcaster, Task> distribute) => work = Task.Run(() => distribute(this));

    /// <summary>Fires when the trainer ends.</summary>
    public CancellationToken Stopping => stop.Token;

    /// <summary>Tells that the exchange has newer weights.</summary>
    public ChannelReader<bool> Announced => announced.Reader;

    /// <summary>Says that newer weights are in the exchange.</summary>
    public void Announce() => announced.Writer.TryWrite(true);

    /// <summary>Ends the distribution.</summary>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        try
        {
            await work;
        }
        catch (OperationCanceledException)
        {
            // as asked
        }
        stop.Dispose();
    }
}
