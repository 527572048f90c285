using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;

namespace Magistral.Storage.Blobs;

/// <summary>The two views of one blob that the service's library offers.</summary>
internal readonly struct BlobClients(BlobContainerClient container, string name)
{
    /// <summary>Puts and gets of the whole.</summary>
    public BlobClient Blob => container.GetBlobClient(name);

    /// <summary>Its blocks and their list.</summary>
    public BlockBlobClient Blocks => container.GetBlockBlobClient(name);
}
