using Magistral.Engine.Weights;

namespace Magistral.Silo.Weights;

/// <summary>One source's turn at filling weights. Disposing it ends the turn.</summary>
internal sealed class WeightReceiveSession(WeightAssembly weights) : IDisposable
{
    private readonly CancellationTokenSource superseded = new();
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What is filled; held until the turn ends.</summary>
    public WeightAssembly Weights { get; } = weights;

    /// <summary>Fires when another source shall go on, or newer weights.</summary>
    public CancellationToken Superseded => superseded.Token;

    /// <summary>Completes when this source touches the memory no more.</summary>
    public Task Ended => ended.Task;

    public void Supersede() => superseded.Cancel();

    public void Dispose()
    {
        Weights.Dispose();
        ended.TrySetResult();
    }
}
