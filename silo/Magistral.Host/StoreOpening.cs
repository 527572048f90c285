using Magistral.Grains.Storage;
using Magistral.Host.Configuration;
using Magistral.Storage.Blobs;
using Magistral.Storage.Directories;

namespace Magistral.Host;

/// <summary>Opens the store that the settings name.</summary>
internal static class StoreOpening
{
    /// <summary>Opens it; dispose it if it can be.</summary>
    /// <exception cref="Contracts.MagistralException">It cannot be reached, or another process writes it.</exception>
    public static async Task<IObjectStore> OpenAsync(StorageSettings settings, CancellationToken cancellation) => settings.Directory.Length > 0
        ? DirectoryObjectStore.OpenExclusive(settings.Directory, TimeProvider.System)
        : await BlobContainers.OpenAsync(settings.Blobs, settings.Container, new() { Prefix = settings.Prefix }, cancellation);
}
