using System.Globalization;
using System.IO.Hashing;
using Magistral.Grains.Storage;
using Microsoft.Win32.SafeHandles;

namespace Magistral.Storage.Directories;

/// <summary>Reads one object's file; null when there is none.</summary>
/// <remarks>
/// A file that was replaced after it was opened may have been written again for another object. Its header tells: then the path is
/// opened anew, and only an object that stays unreadable is damaged.
/// </remarks>
internal static class ObjectFile
{
    private const int Attempts = 4;

    private delegate T Reading<out T>(SafeFileHandle handle, StoreKey key, ObjectHeader header);

    public static ObjectHeader? Head(string path, StoreKey key) =>
        Attempt<ObjectHeader?>(path, key, static (_, _, header) => header);

    public static StoredObject? Read(string path, StoreKey key) => Attempt(path, key, static (handle, key, header) =>
    {
        if (header.Length > Array.MaxLength)
            throw new ArgumentException($"object {key} has {header.Length} bytes, more than fit in one read: read it in ranges", nameof(key));
        var content = GC.AllocateUninitializedArray<byte>((int)header.Length);
        Fill(handle, key, content, ObjectHeader.Size);
        var hash = XxHash128.HashToUInt128(content);
        if (hash != header.Hash)
            throw new ObjectCorruptedException(key, Text(header.Hash), Text(hash));
        return new StoredObject(content, DirectoryObjectStore.Tag(header.Version), header.Length);
    });

    public static StoredObject? ReadRange(string path, StoreKey key, long offset, int length) => Attempt(path, key, (handle, _, header) =>
    {
        var content = new byte[(int)Math.Clamp(header.Length - offset, 0, length)];
        Fill(handle, key, content, ObjectHeader.Size + offset);
        if (Header(handle, key) != header)
            throw new ObjectCorruptedException(key, "one version", "two in one read");
        return new StoredObject(content, DirectoryObjectStore.Tag(header.Version), header.Length);
    });

    private static T? Attempt<T>(string path, StoreKey key, Reading<T> read)
    {
        for (var left = Attempts - 1; ; left--)
        {
            using var handle = Open(path);
            if (handle is null)
                return default;
            try
            {
                return read(handle, key, Header(handle, key));
            }
            catch (ObjectCorruptedException) when (left > 0)
            {
                continue;
            }
        }
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
        if (header.Key != ObjectHeader.HashOf(key))
            throw new ObjectCorruptedException(key, "this key", "an object of another key");
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
