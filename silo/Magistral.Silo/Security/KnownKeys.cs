using Magistral.Contracts;
using Magistral.Contracts.Security;
using Magistral.Grains.Security;
using Magistral.Grains.Storage;
using Microsoft.Extensions.Logging;

namespace Magistral.Silo.Security;

/// <summary>What a silo knows of the service's keys: read again from the store while calls come, so that a revoked key opens nothing after a few seconds.</summary>
/// <remarks>Thread-safe. While the store cannot be read, what was read last holds for <see cref="LongestTrust"/>, then no key does.</remarks>
public sealed partial class KnownKeys(IObjectStore store, TimeProvider clock, ILogger<KnownKeys> log) : IDisposable
{
    /// <summary>How old what is known may be before it is read again.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(2);

    /// <summary>How often it is read again at once for a key that is not known: one that was just made opens the service, and guessers cause few reads.</summary>
    public static readonly TimeSpan PauseForUnknown = TimeSpan.FromMilliseconds(250);

    /// <summary>How long it holds while the store cannot be read.</summary>
    public static readonly TimeSpan LongestTrust = TimeSpan.FromSeconds(30);

    private readonly ApiKeyStore keys = new(store, clock);
    private readonly SemaphoreSlim reading = new(1, 1);
    private volatile Known? known;
    private long readForUnknownAt;

    /// <summary>The entry of a key that holds; null when none does.</summary>
    /// <exception cref="MagistralException">The store cannot be read, and nothing is known that could be trusted.</exception>
    public async ValueTask<ApiKeyEntry?> AdmitAsync(ApiKey key, CancellationToken cancellation)
    {
        var keys = (await FreshAsync(Freshness, cancellation)).Keys;
        if (!keys.ContainsKey(key.Id) && MayReadForUnknown())
            keys = (await FreshAsync(TimeSpan.Zero, cancellation)).Keys;
        return ApiKeyRules.Admit(keys, key);
    }

    /// <inheritdoc/>
    public void Dispose() => reading.Dispose();

    private bool MayReadForUnknown()
    {
        var (before, now) = (Interlocked.Read(ref readForUnknownAt), clock.GetTimestamp());
        return (before == 0 || clock.GetElapsedTime(before, now) >= PauseForUnknown) && Interlocked.CompareExchange(ref readForUnknownAt, now, before) == before;
    }

    private async ValueTask<Known> FreshAsync(TimeSpan freshness, CancellationToken cancellation)
    {
        if (known is { } fresh && clock.GetElapsedTime(fresh.ReadAt) < freshness)
            return fresh;
        await reading.WaitAsync(cancellation);
        try
        {
            if (known is { } read && clock.GetElapsedTime(read.ReadAt) < freshness)
                return read;
            var started = clock.GetTimestamp();
            known = new((await keys.ReadAsync(cancellation)).ToDictionary(key => key.Entry.Id, StringComparer.Ordinal), started);
            return known;
        }
        catch (MagistralException error) when (known is { } old && clock.GetElapsedTime(old.ReadAt) < LongestTrust)
        {
            LogUnread(log, error.Message);
            return old;
        }
        finally
        {
            reading.Release();
        }
    }

    [LoggerMessage(2401, LogLevel.Warning, "The keys of the service could not be read, those read last hold for now: {Reason}")]
    private static partial void LogUnread(ILogger log, string reason);

    private sealed record Known(IReadOnlyDictionary<string, ApiKeyRecord> Keys, long ReadAt);
}
