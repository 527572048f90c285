using Microsoft.Win32.SafeHandles;

namespace Magistral.Storage.Directories;

/// <summary>A file that is written under a temporary name and then gets its own; disposed before that, it is gone.</summary>
internal sealed class StagedObject : IDisposable
{
    private const FileShare Shared = FileShare.ReadWrite | FileShare.Delete;
    private readonly string path;
    private readonly StagingFolder home;
    private readonly SafeFileHandle handle;
    private bool placed;

    private StagedObject(string path, StagingFolder home, FileMode mode)
    {
        this.path = path;
        this.home = home;
        handle = File.OpenHandle(path, mode, FileAccess.Write, Shared);
    }

    public static StagedObject Create(string path, StagingFolder home) => new(path, home, FileMode.Create);

    public static StagedObject Reuse(string path, StagingFolder home) => new(path, home, FileMode.Open);

    public void Write(ReadOnlyMemory<byte> header, ReadOnlyMemory<byte> content)
    {
        var length = header.Length + content.Length;
        if (RandomAccess.GetLength(handle) > length)
            RandomAccess.SetLength(handle, length);
        RandomAccess.Write(handle, [header, content], 0);
    }

    public ValueTask AppendAsync(ReadOnlyMemory<byte> bytes, long at, CancellationToken cancellation) =>
        RandomAccess.WriteAsync(handle, bytes, at, cancellation);

    public void WriteHeader(ReadOnlySpan<byte> header) => RandomAccess.Write(handle, header, 0);

    public void Flush() => RandomAccess.FlushToDisk(handle);

    /// <summary>Ends the writing and gives the file its name, replacing what had it.</summary>
    public void Place(string destination)
    {
        handle.Dispose();
        // A swap would also take a folder, and all that is in it.
        if (File.Exists(destination) && FileExchange.TrySwap(path, destination))
            home.Return(path);
        else
            File.Move(path, destination, overwrite: true);
        placed = true;
    }

    public void Dispose()
    {
        handle.Dispose();
        if (!placed)
            File.Delete(path);
    }
}
