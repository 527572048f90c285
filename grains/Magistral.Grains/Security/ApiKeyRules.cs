using System.Security.Cryptography;
using Magistral.Contracts;
using Magistral.Contracts.Security;

namespace Magistral.Grains.Security;

/// <summary>The rules of keys. Pure, thread-safe.</summary>
public static class ApiKeyRules
{
    private static readonly byte[] NoHash = new byte[SHA256.HashSizeInBytes];

    /// <summary>Enters a key; one that is known stays what it is.</summary>
    /// <exception cref="MagistralException">The tenant's name or the hash is none, or another key has the id.</exception>
    public static IReadOnlyList<ApiKeyRecord> Enter(IReadOnlyList<ApiKeyRecord> keys, ApiKeyEntry entry, ReadOnlySpan<byte> hash)
    {
        if (!ApiKey.IsTenant(entry.Tenant) || hash.Length != SHA256.HashSizeInBytes)
            throw new MagistralException($"key {entry.Id} cannot be entered", "give it a tenant of a-z, 0-9 and '-', and a SHA-256");
        var text = Convert.ToHexStringLower(hash);
        return keys.FirstOrDefault(key => key.Entry.Id == entry.Id) switch
        {
            null => [.. keys, new(entry with { RevokedAt = null }, text)],
            var known when known.Hash == text => keys,
            _ => throw new MagistralException($"another key has the id {entry.Id}", "make a new key"),
        };
    }

    /// <summary>Revokes a key.</summary>
    public static IReadOnlyList<ApiKeyRecord> Revoke(IReadOnlyList<ApiKeyRecord> keys, string id, DateTimeOffset now) =>
        keys.Any(key => key.Entry.Id == id && key.Entry.RevokedAt is null)
            ? [.. keys.Select(key => key.Entry.Id == id ? key with { Entry = key.Entry with { RevokedAt = now } } : key)]
            : keys;

    /// <summary>The key's entry if it holds; null when it is unknown, another or revoked. The comparison takes equally long whatever differs.</summary>
    public static ApiKeyEntry? Admit(IReadOnlyDictionary<string, ApiKeyRecord> keys, ApiKey key)
    {
        var known = keys.GetValueOrDefault(key.Id);
        var expected = known is null ? NoHash : Convert.FromHexString(known.Hash);
        var isEqual = CryptographicOperations.FixedTimeEquals(expected, key.Hash);
        return isEqual && known is { Entry.RevokedAt: null } && known.Entry.Tenant == key.Tenant ? known.Entry : null;
    }
}
