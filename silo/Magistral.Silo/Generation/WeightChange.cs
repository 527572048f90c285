using Magistral.Engine.Generation;
using Magistral.Engine.Weights;
using Magistral.Silo.Hosting;

namespace Magistral.Silo.Generation;

/// <summary>Brings newer weights to a generator: small ones at once, large ones after another thread has prepared them while decoding goes on.</summary>
/// <param name="weights">Where newer weights come from.</param>
/// <remarks>Use from the decoding thread.</remarks>
public sealed class WeightChange(IWeightSource weights) : IDisposable
{
    private NativeThread? thread;
    private WeightSnapshot? next;
    private Task preparing = Task.CompletedTask;

    /// <summary>Applies what is ready; called between two steps.</summary>
    /// <param name="generator">The same every time, until <see cref="GiveUp"/>.</param>
    /// <exception cref="WeightShapeException">The weights are of another model; the old ones stay.</exception>
    public void Follow(IGenerator generator)
    {
        if (next is null)
        {
            if (weights.NewestVersion == generator.WeightsVersion || (next = weights.TakeNewest()) is null)
                return;
            if (generator is { PreparesWeights: true, LiveCount: > 0 })
                preparing = Prepare(generator, next);
        }
        if (!preparing.IsCompleted)
            return;
        preparing.GetAwaiter().GetResult();
        generator.ApplyWeights(next);
        Forget();
    }

    /// <summary>Gives up what is being prepared, and how that ends; afterwards the generator may be disposed.</summary>
    public void GiveUp()
    {
        preparing.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).Wait();
        Forget();
    }

    /// <inheritdoc/>
    public void Dispose() => thread?.Dispose();

    private Task Prepare(IGenerator generator, WeightSnapshot coming)
    {
        thread ??= new NativeThread("generator weights", yields: true);
        return thread.RunAsync(() => generator.PrepareWeights(coming));
    }

    private void Forget()
    {
        preparing = Task.CompletedTask;
        next?.Dispose();
        next = null;
    }
}
