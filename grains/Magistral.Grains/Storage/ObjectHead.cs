namespace Magistral.Grains.Storage;

/// <summary>An object without its content.</summary>
/// <param name="ETag">Its version.</param>
/// <param name="Length">Its bytes.</param>
public readonly record struct ObjectHead(ETag ETag, long Length);
