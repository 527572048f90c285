using Magistral.Contracts;
using Magistral.Grains.Storage;

namespace Magistral.Storage.Directories;

/// <summary>Turns the system's errors into the store's.</summary>
internal static class StorageFaults
{
    // Linux error numbers, which .NET passes on as HResult, and Windows' ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL.
    private const int NoSpace = 28;
    private const int ReadOnlyFileSystem = 30;
    private const int QuotaExceeded = 122;
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);

    /// <summary>Whether an error is the system's and not the caller's.</summary>
    public static bool IsStorage(Exception error) => error is IOException or UnauthorizedAccessException;

    /// <summary>The error to raise for it.</summary>
    /// <param name="place">The object or folder concerned.</param>
    /// <param name="error">An error for which <see cref="IsStorage"/> holds.</param>
    public static MagistralException Typed(string place, Exception error) => error switch
    {
        IOException { HResult: NoSpace or QuotaExceeded or WindowsDiskFull or WindowsHandleDiskFull } => new StorageFullException(place, error),
        IOException { HResult: ReadOnlyFileSystem } => new StoreReadOnlyException(place),
        UnauthorizedAccessException => new StorageUnavailableException(place, "give this user the right to read and write the data directory", error),
        _ => new StorageUnavailableException(place, "check that the disk is mounted and healthy", error),
    };
}
