namespace Magistral.Grains.Tests.Cluster;

/// <summary>A grain's state without a grain: it counts writes, and refuses them when a test says so.</summary>
public sealed class StateInMemory<T>(T state) : IPersistentState<T>
{
    public T State { get; set; } = state;

    public string? Etag { get; private set; }

    public bool RecordExists => Writes > 0;

    /// <summary>Writes that were made.</summary>
    public int Writes { get; private set; }

    /// <summary>What the next writes end in; null stores them.</summary>
    public Exception? Fault { get; set; }

    public Task WriteStateAsync()
    {
        if (Fault is not null)
            return Task.FromException(Fault);
        Etag = $"{++Writes}";
        return Task.CompletedTask;
    }

    public Task ReadStateAsync() => Task.CompletedTask;

    public Task ClearStateAsync() => Task.CompletedTask;
}
