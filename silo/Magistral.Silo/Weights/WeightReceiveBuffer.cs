using Magistral.Engine.Weights;

namespace Magistral.Silo.Weights;

/// <summary>What is arriving for a run: one version at a time, from one source at a time. What a lost source left goes on with the next.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class WeightReceiveBuffer(WeightBuffers buffers, WeightExchange exchange) : IDisposable
{
    private readonly Lock gate = new();
    private WeightAssembly? arriving;
    private WeightReceiveSession? source;

    /// <summary>Whether a source has frames to bring still; passing whole weights on to others is no more of a reason to wait.</summary>
    public bool IsFilling
    {
        get
        {
            lock (gate)
                return source is { Ended.IsCompleted: false, Weights.IsComplete: false };
        }
    }

    /// <summary>Begins to take weights in from a new source; another source ends first, and older weights under way are given up.</summary>
    /// <returns>Null when this process has these weights or newer ones, or is about to.</returns>
    public async Task<WeightReceiveSession?> BeginAsync(int version, WeightManifest manifest, CancellationToken cancellation)
    {
        while (true)
        {
            WeightReceiveSession former;
            lock (gate)
            {
                if (exchange.NewestVersion >= version || arriving?.Version > version)
                    return null;
                if (source is null or { Ended.IsCompleted: true })
                    return source = Take(version, manifest);
                former = source;
            }
            former.Supersede();
            await former.Ended.WaitAsync(cancellation);
        }
    }

    /// <summary>Waits until no source is at work.</summary>
    public Task EndedAsync(CancellationToken cancellation)
    {
        lock (gate)
            return source?.Ended.WaitAsync(cancellation) ?? Task.CompletedTask;
    }

    /// <summary>Puts whole weights to use.</summary>
    public void Complete(WeightAssembly whole)
    {
        exchange.Publish(whole.ToSnapshot());
        Drop(whole);
    }

    /// <summary>Forgets weights that shall not be used.</summary>
    public void Drop(WeightAssembly unwanted)
    {
        lock (gate)
        {
            if (!ReferenceEquals(arriving, unwanted))
                return;
            arriving = null;
            unwanted.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        WeightReceiveSession? last;
        lock (gate)
        {
            last = source;
            arriving?.Dispose();
            arriving = null;
        }
        last?.Supersede();
    }

    private WeightReceiveSession Take(int version, WeightManifest manifest)
    {
        if (arriving is null || arriving.Version != version || arriving.Manifest.ContentHash != manifest.ContentHash)
        {
            arriving?.Dispose();
            arriving = new WeightAssembly(version, manifest, buffers);
        }
        arriving.TryHold();
        return new WeightReceiveSession(arriving);
    }
}
