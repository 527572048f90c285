using Microsoft.Win32.SafeHandles;

namespace Magistral.Storage.Directories;

/// <summary>A file that is written under a temporary name and then renamed into place; disposed before that, it is gone.</summary>
internal sealed class StagedObject : IDisposable
{
    private readonly string path;
    private readonly SafeFileHandle handle;
    private bool placed;

    public StagedObject(string path)
    {
        this.path = path;
        handle = File.OpenHandle(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
    }

    public void Write(ReadOnlyMemory<byte> header, ReadOnlyMemory<byte> content) => RandomAccess.Write(handle, [header, content], 0);

    public ValueTask AppendAsync(ReadOnlyMemory<byte> bytes, long at, CancellationToken cancellation) =>
        RandomAccess.WriteAsync(handle, bytes, at, cancellation);

    public void WriteHeader(ReadOnlySpan<byte> header) => RandomAccess.Write(handle, header, 0);

    public void Flush() => RandomAccess.FlushToDisk(handle);

    /// <summary>Ends the writing and gives the file its name, replacing what had it.</summary>
    public void Place(string destination)
    {
        handle.Dispose();
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
