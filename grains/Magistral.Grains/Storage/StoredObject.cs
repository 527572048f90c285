namespace Magistral.Grains.Storage;

/// <summary>An object of the store as it was read, with the version it had.</summary>
/// <param name="Content">The bytes asked for: all of the object or a range of it.</param>
/// <param name="ETag">The version they belong to.</param>
/// <param name="Length">Bytes of the whole object.</param>
public sealed record StoredObject(ReadOnlyMemory<byte> Content, ETag ETag, long Length);
