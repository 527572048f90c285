namespace Magistral.Grains.Storage;

/// <summary>What a get found.</summary>
/// <param name="Content">The bytes asked for: all of the object or a range of it.</param>
/// <param name="ETag">The version they belong to.</param>
/// <param name="Length">Bytes of the whole object.</param>
public sealed record StoredObject(ReadOnlyMemory<byte> Content, ETag ETag, long Length);
