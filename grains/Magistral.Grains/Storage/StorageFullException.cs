using Magistral.Contracts;

namespace Magistral.Grains.Storage;

/// <summary>The store has no room: the disk is full or a quota is used up. What was stored before is whole.</summary>
/// <param name="place">The object or folder that did not fit.</param>
/// <param name="inner">The error of the system.</param>
[GenerateSerializer, Alias("magistral.storage-full")]
public sealed class StorageFullException(string place, Exception inner) : MagistralException(
    what: $"no room is left to store {place}",
    remedy: "free space or raise the quota, then give the same command again: nothing stored before is lost",
    inner);
