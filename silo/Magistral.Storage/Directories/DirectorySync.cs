using System.Runtime.InteropServices;

namespace Magistral.Storage.Directories;

/// <summary>Makes the names in a folder survive a loss of power; the files' contents are flushed by their own handles.</summary>
internal static partial class DirectorySync
{
    private const int OpenDirectory = 0x10000 | 0x80000;   // O_RDONLY | O_DIRECTORY | O_CLOEXEC

    /// <summary>Flushes the folder's entries to the disk; Windows does it by itself.</summary>
    /// <param name="folder">An existing folder.</param>
    /// <exception cref="IOException">The system refused.</exception>
    public static void Flush(string folder)
    {
        if (!OperatingSystem.IsLinux())
            return;
        var descriptor = Open(folder, OpenDirectory);
        if (descriptor < 0)
            throw Error(folder);
        try
        {
            if (Synchronize(descriptor) != 0)
                throw Error(folder);
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static IOException Error(string folder)
    {
        var number = Marshal.GetLastPInvokeError();
        return new($"cannot flush {folder}: {Marshal.GetPInvokeErrorMessage(number)}", number);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Synchronize(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
