using Magistral.Contracts.Checkpoints;
using Magistral.Grains;

namespace Magistral.Silo.Checkpoints;

/// <summary>Keeps a checkpoint from being deleted while its parts are read from the store, by saying so again and again.</summary>
internal sealed class CheckpointHold : IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);
    private readonly CancellationTokenSource ended = new();
    private readonly Task saying;

    private CheckpointHold(ICheckpointGrain checkpoint, CheckpointView view, TimeProvider clock)
    {
        View = view;
        saying = SayAsync(checkpoint, clock, ended.Token);
    }

    /// <summary>How the checkpoint stood when it was taken; one that was not committed is not held.</summary>
    public CheckpointView View { get; }

    public static async Task<CheckpointHold> TakeAsync(ICheckpointGrain checkpoint, TimeProvider clock, CancellationToken cancellation) =>
        new(checkpoint, await checkpoint.HoldAsync(cancellation), clock);

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        await saying;
        ended.Dispose();
    }

    private static async Task SayAsync(ICheckpointGrain checkpoint, TimeProvider clock, CancellationToken ended)
    {
        using var timer = new PeriodicTimer(Period, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(ended))
                try
                {
                    await checkpoint.HoldAsync(ended).WaitAsync(Period, clock, ended);
                }
                catch (Exception error) when (GrainFaults.AreExpected(error) && !ended.IsCancellationRequested)
                {
                    // Its grain is moving: a word may be missed, half a minute of them may not.
                }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // read to the end
        }
    }
}
