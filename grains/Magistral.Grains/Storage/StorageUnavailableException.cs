using Magistral.Contracts;

namespace Magistral.Grains.Storage;

/// <summary>The store did not answer or refused access; the change may or may not have been stored.</summary>
/// <param name="place">The object or folder concerned.</param>
/// <param name="remedy">What may help.</param>
/// <param name="inner">The error of the system.</param>
[GenerateSerializer, Alias("magistral.storage-unavailable")]
public sealed class StorageUnavailableException(string place, string remedy, Exception inner) : MagistralException(
    what: $"the store cannot reach {place} ({inner?.Message})",
    remedy,
    inner!);
