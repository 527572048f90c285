using Azure.Identity;
using Azure.Storage.Blobs;
using Magistral.Grains.Storage;

namespace Magistral.Storage.Blobs;

/// <summary>Opens blob containers.</summary>
public static class BlobContainers
{
    /// <summary>Opens a store in a container, which is made when it is missing.</summary>
    /// <param name="account">A connection string, or the address of the account, for which the identity of the machine or the person signed in is used.</param>
    /// <param name="container">Name of the container.</param>
    /// <param name="options">Layout and upload.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="StorageUnavailableException">The account does not answer or refuses.</exception>
    public static async Task<BlobObjectStore> OpenAsync(string account, string container, BlobStoreOptions options, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(account);
        var client = Service(account).GetBlobContainerClient(container);
        await BlobFaults.TypedAsync($"container {container}", () => client.CreateIfNotExistsAsync(cancellationToken: cancellation), cancellation);
        return new BlobObjectStore(client, options);
    }

    private static BlobServiceClient Service(string account)
    {
        try
        {
            return Uri.TryCreate(account, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
                ? new BlobServiceClient(address, new DefaultAzureCredential())
                : new BlobServiceClient(account);
        }
        catch (FormatException error)
        {
            throw new StorageUnavailableException("the blob account", "give a connection string as the portal shows it under 'Access keys', or https://ACCOUNT.blob.core.windows.net", error);
        }
    }
}
