using System.Globalization;
using System.IO.Hashing;
using Magistral.Grains.Storage;
using Microsoft.Win32.SafeHandles;

namespace Magistral.Storage.Directories;

/// <summary>Reads one object's file; null when there is none.</summary>
internal static class ObjectFile
{
    public static ObjectHeader? Head(string path, StoreKey key)
    {
        using var handle = Open(path);
        return handle is null ? null : Header(handle, key);
    }

    public static StoredObject? Read(string path, StoreKey key)
    {
        using var handle = Open(path);
        if (handle is null)
            return null;
        var header = Header(handle, key);
        if (header.Length > Array.MaxLength)
            throw new ArgumentException($"object {key} has {header.Length} bytes, more than fit in one read: read it in ranges", nameof(key));
        var content = GC.AllocateUninitializedArray<byte>((int)header.Length);
        Fill(handle, key, content, ObjectHeader.Size);
        var hash = XxHash128.HashToUInt128(content);
        if (hash != header.Hash)
            throw new ObjectCorruptedException(key, Text(header.Hash), Text(hash));
        return new(content, DirectoryObjectStore.Tag(header.Version), header.Length);
    }

    public static StoredObject? ReadRange(string path, StoreKey key, long offset, int length)
    {
        using var handle = Open(path);
        if (handle is null)
            return null;
        var header = Header(handle, key);
        var content = new byte[(int)Math.Clamp(header.Length - offset, 0, length)];
        Fill(handle, key, content, ObjectHeader.Size + offset);
        return new(content, DirectoryObjectStore.Tag(header.Version), header.Length);
    }

    // Asking first costs a microsecond, a missing file's exception twenty; most grains start without state.
    private static SafeFileHandle? Open(string path)
    {
        if (!File.Exists(path))
            return null;
        try
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static ObjectHeader Header(SafeFileHandle handle, StoreKey key)
    {
        Span<byte> line = stackalloc byte[ObjectHeader.Size];
        var read = RandomAccess.Read(handle, line, 0);
        if (!ObjectHeader.TryRead(line[..read], out var header))
            throw new ObjectCorruptedException(key, "a header line", read == 0 ? "an empty file" : "other bytes");
        var length = RandomAccess.GetLength(handle) - ObjectHeader.Size;
        if (length != header.Length)
            throw new ObjectCorruptedException(key, Bytes(header.Length), Bytes(length));
        return header;
    }

    private static void Fill(SafeFileHandle handle, StoreKey key, Span<byte> content, long at)
    {
        for (var done = 0; done < content.Length;)
        {
            var read = RandomAccess.Read(handle, content[done..], at + done);
            if (read == 0)
                throw new ObjectCorruptedException(key, Bytes(content.Length), Bytes(done));
            done += read;
        }
    }

    private static string Bytes(long count) => string.Create(CultureInfo.InvariantCulture, $"{count} bytes");

    private static string Text(UInt128 hash) => hash.ToString("x32", CultureInfo.InvariantCulture);
}
