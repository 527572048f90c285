using Magistral.Contracts;

namespace Magistral.Grains.Storage;

/// <summary>A put or delete was meant for another version of the object than the one stored.</summary>
/// <param name="key">The object.</param>
/// <param name="expected">The version asked for; null: there should have been none.</param>
/// <param name="found">The version stored; null: there is none.</param>
[GenerateSerializer, Alias("magistral.etag-mismatch")]
public sealed class ETagMismatchException(StoreKey key, ETag? expected, ETag? found) : MagistralException(
    what: $"object {key} has the version {found?.Value ?? "none"}, not {expected?.Value ?? "none"}",
    remedy: "read it again and repeat the change on what is there now")
{
    /// <summary>Key of the object that has another version.</summary>
    [Id(0)]
    public StoreKey Key { get; } = key;

    /// <summary>The version asked for; null: there should have been none.</summary>
    [Id(1)]
    public ETag? Expected { get; } = expected;

    /// <summary>The version stored; null: there is none.</summary>
    [Id(2)]
    public ETag? Found { get; } = found;
}
