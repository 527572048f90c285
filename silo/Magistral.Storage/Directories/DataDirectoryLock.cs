using System.Globalization;
using Magistral.Contracts;
using Microsoft.Win32.SafeHandles;

namespace Magistral.Storage.Directories;

/// <summary>Says that this process alone writes a data directory. The system frees it when the process ends, however it ends.</summary>
/// <remarks>The file <c>.lock</c> is held locked; <c>.lock.pid</c> beside it names the holder, since a locked file cannot be read.</remarks>
public sealed class DataDirectoryLock : IDisposable
{
    private readonly SafeFileHandle handle;

    private DataDirectoryLock(SafeFileHandle handle) => this.handle = handle;

    /// <summary>Takes the lock, making the directory when there is none.</summary>
    /// <param name="directory">The data directory.</param>
    /// <exception cref="DataDirectoryInUseException">Another holds it, in this process or another.</exception>
    /// <exception cref="MagistralException">The directory cannot be made or written.</exception>
    public static DataDirectoryLock Take(string directory)
    {
        var full = Path.GetFullPath(directory);
        try
        {
            Directory.CreateDirectory(full);
        }
        catch (Exception error) when (StorageFaults.IsStorage(error))
        {
            throw StorageFaults.Typed(full, error);
        }
        var handle = Open(full);
        try
        {
            File.WriteAllText(HolderPath(full), string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}\n"));
            return new(handle);
        }
        catch (Exception error) when (StorageFaults.IsStorage(error))
        {
            handle.Dispose();
            throw StorageFaults.Typed(full, error);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => handle.Dispose();

    private static SafeFileHandle Open(string directory)
    {
        try
        {
            return File.OpenHandle(Path.Combine(directory, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (IsHeld(error))
        {
            throw new DataDirectoryInUseException(directory, Holder(directory));
        }
        catch (Exception error) when (StorageFaults.IsStorage(error))
        {
            throw StorageFaults.Typed(directory, error);
        }
    }

    // EWOULDBLOCK of Linux and macOS, ERROR_SHARING_VIOLATION of Windows.
    private static bool IsHeld(IOException error) => error.HResult is 11 or 35 or unchecked((int)0x80070020);

    private static int? Holder(string directory)
    {
        try
        {
            return int.TryParse(File.ReadAllText(HolderPath(directory)), NumberStyles.Integer, CultureInfo.InvariantCulture, out var id) ? id : null;
        }
        catch (IOException)
        {
            return null;   // the holder is about to write it
        }
    }

    private static string HolderPath(string directory) => Path.Combine(directory, ".lock.pid");
}
