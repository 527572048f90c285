using System.Text.Json;
using Magistral.Contracts.Security;
using Magistral.Grains.Storage;

namespace Magistral.Grains.Security;

/// <summary>The keys of a service in its store, one object for all. Anyone who may write the store may change them, also while no silo runs.</summary>
/// <param name="store">The store of the service.</param>
/// <param name="clock">Dates entries.</param>
/// <remarks>Thread-safe, also between processes.</remarks>
public sealed class ApiKeyStore(IObjectStore store, TimeProvider clock)
{
    private static readonly StoreKey Place = new("security/api-keys");

    /// <summary>Makes a key and enters it.</summary>
    /// <param name="tenant">Whose it is.</param>
    /// <param name="isOperator">Whether it may manage keys.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The key, whose secret is kept nowhere else.</returns>
    public async Task<ApiKey> CreateAsync(string tenant, bool isOperator, CancellationToken cancellation)
    {
        var key = ApiKey.New(tenant);
        await EnterAsync(new(key.Id, tenant, isOperator, clock.GetUtcNow(), null), key.Hash, cancellation);
        return key;
    }

    /// <summary>Enters a key that was made elsewhere; entered again it changes nothing.</summary>
    public Task EnterAsync(ApiKeyEntry entry, byte[] hash, CancellationToken cancellation) =>
        ChangeAsync(keys => ApiKeyRules.Enter(keys, entry, hash), cancellation);

    /// <summary>Revokes a key.</summary>
    /// <returns>Whether there is one of that id.</returns>
    public async Task<bool> RevokeAsync(string id, CancellationToken cancellation)
    {
        var keys = await ChangeAsync(keys => ApiKeyRules.Revoke(keys, id, clock.GetUtcNow()), cancellation);
        return keys.Any(key => key.Entry.Id == id);
    }

    /// <summary>Every key, oldest first.</summary>
    public async Task<IReadOnlyList<ApiKeyRecord>> ReadAsync(CancellationToken cancellation) => (await LoadAsync(cancellation)).Keys;

    private async Task<(IReadOnlyList<ApiKeyRecord> Keys, PutCondition Condition)> LoadAsync(CancellationToken cancellation) =>
        await store.GetAsync(Place, cancellation) is { } stored
            ? (JsonSerializer.Deserialize<List<ApiKeyRecord>>(stored.Content.Span)!, PutCondition.IfMatch(stored.ETag))
            : ([], PutCondition.IfAbsent);

    private async Task<IReadOnlyList<ApiKeyRecord>> ChangeAsync(Func<IReadOnlyList<ApiKeyRecord>, IReadOnlyList<ApiKeyRecord>> change, CancellationToken cancellation)
    {
        while (true)
        {
            var (keys, condition) = await LoadAsync(cancellation);
            var next = change(keys);
            if (ReferenceEquals(next, keys))
                return keys;
            try
            {
                await store.PutAsync(Place, JsonSerializer.SerializeToUtf8Bytes(next), condition, durable: true, cancellation);
                return next;
            }
            catch (ETagMismatchException)
            {
                cancellation.ThrowIfCancellationRequested(); // someone else changed them: from the start
            }
        }
    }
}
