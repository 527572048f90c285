using Azure;
using Magistral.Contracts;
using Magistral.Grains.Storage;

namespace Magistral.Storage.Blobs;

/// <summary>Turns the service's errors into the store's.</summary>
internal static class BlobFaults
{
    /// <summary>Runs a call; what fails is thrown as the store's error.</summary>
    public static async Task<T> TypedAsync<T>(string place, Func<Task<T>> call, CancellationToken cancellation)
    {
        try
        {
            return await call();
        }
        catch (Exception error) when (IsService(error) && !cancellation.IsCancellationRequested)
        {
            throw Typed(place, error);
        }
    }

    /// <summary>Runs a call that reads; null when what it asks for does not exist, or not at the range asked for.</summary>
    public static async Task<T?> NullWhenAbsentAsync<T>(string place, Func<Task<T>> call, CancellationToken cancellation)
        where T : class
    {
        try
        {
            return await TypedAsync(place, call, cancellation);
        }
        catch (StorageUnavailableException error) when (error.InnerException is RequestFailedException { ErrorCode: "BlobNotFound" or "InvalidRange" or null, Status: 404 or 416 })
        {
            return null;
        }
    }

    private static bool IsService(Exception error) => error is RequestFailedException or AggregateException or IOException or OperationCanceledException or HttpRequestException;

    private static Exception Typed(string place, Exception error)
    {
        var last = error is AggregateException tries ? tries.InnerExceptions[^1] : error;
        return last switch
        {
            MagistralException => last,
            RequestFailedException { Status: 412 } => new BlobConditionException(last),
            RequestFailedException { Status: 409, ErrorCode: "BlobAlreadyExists" } => new BlobConditionException(last),
            RequestFailedException { Status: 507 } or RequestFailedException { ErrorCode: "AccountQuotaExceeded" } => new StorageFullException(place, last),
            RequestFailedException { Status: 401 or 403 } => new StorageUnavailableException(place, "give this identity the role Storage Blob Data Contributor on the container", last),
            RequestFailedException { ErrorCode: "ContainerNotFound" } => new StorageUnavailableException(place, "create the container, or name one that exists", last),
            _ => new StorageUnavailableException(place, "check that the storage account can be reached from this machine", last),
        };
    }
}
