using Magistral.Contracts.Weights;
using Magistral.Engine.Weights;
using Magistral.Method.Generation;

namespace Magistral.Silo.Weights;

/// <summary>A run's weights in this process: the newest, what is arriving, and what proves that it was published.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class WeightReplica : IDisposable
{
    /// <param name="runId">The run.</param>
    /// <param name="token">Its secret, from the books.</param>
    /// <param name="numbers">Numbers of its model.</param>
    /// <param name="exchange">Where this process's generators and trainer meet.</param>
    /// <param name="publishedHash">Asks the books what hash a version was published with; null when it was not.</param>
    public WeightReplica(string runId, WeightToken token, long numbers, WeightExchange exchange, Func<int, CancellationToken, Task<string?>> publishedHash)
    {
        (RunId, Token, Numbers, Exchange, PublishedHashAsync) = (runId, token, numbers, exchange, publishedHash);
        Buffer = new WeightReceiveBuffer(new WeightBuffers(numbers), exchange);
    }

    /// <summary>Id of the run whose weights these are.</summary>
    public string RunId { get; }

    /// <summary>Its secret.</summary>
    public WeightToken Token { get; }

    /// <summary>Numbers of its model.</summary>
    public long Numbers { get; }

    /// <summary>The newest weights.</summary>
    public WeightExchange Exchange { get; }

    /// <summary>Version of the newest weights; null before the first.</summary>
    public WeightVersion? Version => Exchange.NewestVersion is { } number ? new WeightVersion(number) : null;

    /// <summary>Whether weights arrive at this moment.</summary>
    public bool IsReceiving => Buffer.IsFilling;

    internal WeightReceiveBuffer Buffer { get; }

    internal Func<int, CancellationToken, Task<string?>> PublishedHashAsync { get; }

    /// <summary>Frees what had arrived of weights that never became whole.</summary>
    public void Dispose() => Buffer.Dispose();
}
