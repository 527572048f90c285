using System.Globalization;

namespace Magistral.Storage.Blobs;

/// <summary>What a put leaves in a blob's metadata: the hash of the content, and an id that is of this put alone.</summary>
internal sealed record PutStamp(string Hash, string Id)
{
    private const string HashKey = "magistral_xxh128";
    private const string IdKey = "magistral_put";

    public static PutStamp Of(UInt128 hash) => new(Text(hash), Guid.NewGuid().ToString("N"));

    public static string Text(UInt128 hash) => hash.ToString("x32", CultureInfo.InvariantCulture);

    public static string? HashIn(IDictionary<string, string> metadata) => metadata.TryGetValue(HashKey, out var hash) ? hash : null;

    public Dictionary<string, string> ToMetadata() => new() { [HashKey] = Hash, [IdKey] = Id };

    /// <summary>Whether a blob with this metadata is what the put left.</summary>
    public bool Wrote(IDictionary<string, string> metadata) => metadata.TryGetValue(IdKey, out var id) && id == Id;
}
