using System.Runtime.InteropServices;

namespace Magistral.Storage.Directories;

/// <summary>Lets two files swap their names in one step.</summary>
/// <remarks>
/// Replacing a file by a rename makes ext4 write the new one to the disk at once and wait for the old one: 170 µs, where the swap of
/// names takes 17 and leaves the old file to be written again.
/// </remarks>
internal static partial class FileExchange
{
    private const int CurrentFolder = -100;   // AT_FDCWD
    private const uint Exchange = 2;          // RENAME_EXCHANGE
    private static volatile bool supported = OperatingSystem.IsLinux();

    /// <summary>Swaps the names, when both exist and the file system can.</summary>
    /// <returns>False: nothing was done.</returns>
    public static bool TrySwap(string one, string other)
    {
        if (!supported)
            return false;
        if (RenameAt2(CurrentFolder, one, CurrentFolder, other, Exchange) == 0)
            return true;
        const int NoSuchFile = 2, Invalid = 22, NoSuchCall = 38, NotSupported = 95;
        var error = Marshal.GetLastPInvokeError();
        if (error is Invalid or NoSuchCall or NotSupported)
            supported = false;
        else if (error != NoSuchFile)
            throw new IOException($"cannot replace {other}: {Marshal.GetPInvokeErrorMessage(error)}", error);
        return false;
    }

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameAt2(int oneFolder, string one, int otherFolder, string other, uint flags);
}
