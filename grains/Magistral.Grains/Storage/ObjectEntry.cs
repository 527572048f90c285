namespace Magistral.Grains.Storage;

/// <summary>One row of a listing.</summary>
/// <param name="Key">The object's key.</param>
/// <param name="Length">Its bytes at the moment of listing.</param>
public readonly record struct ObjectEntry(StoreKey Key, long Length);
