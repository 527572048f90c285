using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Magistral.Contracts.Security;

/// <summary>A key that opens the service for one tenant: <c>magistral.TENANT.ID.SECRET</c>, the secret being 256 random bits.</summary>
/// <remarks>Only <see cref="Text"/> shows the secret: nothing that prints a key does. Thread-safe.</remarks>
public sealed partial class ApiKey
{
    /// <summary>The entry of Orleans' request context that carries the key of a call.</summary>
    public const string ContextEntry = "magistral.api-key";

    private const string Prefix = "magistral";
    private const int SecretBytes = 32;
    private const int IdBytes = 6;
    private readonly byte[] secret;

    private ApiKey(string tenant, string id, byte[] secret) => (Tenant, Id, this.secret) = (tenant, id, secret);

    /// <summary>Whose key: [a-z0-9][a-z0-9-]{0,62}.</summary>
    public string Tenant { get; }

    /// <summary>Names the key in listings and logs; public.</summary>
    public string Id { get; }

    /// <summary>The whole key, to be handed to its owner once.</summary>
    public string Text => $"{Prefix}.{Tenant}.{Id}.{Base64Url.EncodeToString(secret)}";

    /// <summary>SHA-256 over the whole key. The secret is random, so that no slower hash is needed.</summary>
    public byte[] Hash => SHA256.HashData(Encoding.UTF8.GetBytes(Text));

    /// <summary>A new key.</summary>
    /// <exception cref="MagistralException">The tenant's name is none.</exception>
    public static ApiKey New(string tenant) => IsTenant(tenant)
        ? new(tenant, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes)), RandomNumberGenerator.GetBytes(SecretBytes))
        : throw new MagistralException($"'{tenant}' cannot name a tenant", "use a-z, 0-9 and '-', 63 at most, a letter or digit first");

    /// <summary>Whether a text can name a tenant.</summary>
    public static bool IsTenant(string name) => TenantPattern().IsMatch(name);

    /// <summary>Reads a key.</summary>
    /// <param name="text">What its owner was handed.</param>
    /// <returns>Null when it is no key.</returns>
    public static ApiKey? TryParse(string? text)
    {
        if (text?.Split('.') is not [Prefix, var tenant, { Length: 2 * IdBytes } id, var encoded] || !IsTenant(tenant) || !id.All(char.IsAsciiHexDigitLower))
            return null;
        Span<byte> secret = stackalloc byte[SecretBytes + 2]; // room enough that too long a secret is seen
        return Base64Url.IsValid(encoded, out var length) && length == SecretBytes && Base64Url.TryDecodeFromChars(encoded, secret, out _)
            ? new(tenant, id, secret[..SecretBytes].ToArray())
            : null;
    }

    /// <summary>The key without its secret.</summary>
    public override string ToString() => $"{Prefix}.{Tenant}.{Id}.…";

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,62}$")]
    private static partial Regex TenantPattern();
}
