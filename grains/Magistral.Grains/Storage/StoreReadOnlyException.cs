using Magistral.Contracts;

namespace Magistral.Grains.Storage;

/// <summary>A change was asked of a store that was opened for reading, or that lies on a read-only file system.</summary>
/// <param name="place">What was to be changed.</param>
[GenerateSerializer, Alias("magistral.store-read-only")]
public sealed class StoreReadOnlyException(string place) : MagistralException(
    what: $"{place} cannot be changed, the store is open for reading only",
    remedy: "make the change through the process that writes the store, or open a place that can be written");
