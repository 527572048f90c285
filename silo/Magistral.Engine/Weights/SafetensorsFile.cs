using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;

namespace Magistral.Engine.Weights;

/// <summary>A safetensors file on disk, mapped into memory piece by piece.</summary>
/// <remarks>
/// Everything that can be wrong with the file is found when it is opened. A piece is mapped only while it is copied, so that reading a file leaves
/// nothing of it in the process but the copy. Use from one thread.
/// </remarks>
internal sealed class SafetensorsFile : IDisposable
{
    private readonly MemoryMappedFile map;
    private readonly long dataStart;

    private SafetensorsFile(string path, SafetensorsHeader header, long dataStart, MemoryMappedFile map)
    {
        this.map = map;
        this.dataStart = dataStart;
        Name = Path.GetFileName(path);
        Metadata = header.Metadata;
        Arrays = header.Arrays.ToDictionary(array => array.Name);
    }

    /// <summary>The file's name without its folder.</summary>
    public string Name { get; }

    public IReadOnlyDictionary<string, SafetensorsArray> Arrays { get; }

    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <exception cref="SafetensorsException">The file is absent, torn, of another format, or its header is wrong.</exception>
    public static SafetensorsFile Open(string path)
    {
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SafetensorsException($"{path} cannot be opened ({error.Message})", "put the file there, readable, or correct the index that names it");
        }

        try
        {
            var (header, dataStart) = ReadHeader(file, path);
            return new(path, header, dataStart, MemoryMappedFile.CreateFromFile(file, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Copies some bytes of an array.</summary>
    /// <param name="array">Of this file.</param>
    /// <param name="start">First byte, from the array's own.</param>
    /// <param name="target">As many bytes as shall be copied, within the array.</param>
    public unsafe void Copy(SafetensorsArray array, long start, Span<byte> target)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start + target.Length, array.Bytes);
        if (target.Length == 0) return;
        using var view = map.CreateViewAccessor(dataStart + array.Start + start, target.Length, MemoryMappedFileAccess.Read);
        var handle = view.SafeMemoryMappedViewHandle;
        byte* memory = null;
        handle.AcquirePointer(ref memory);
        try
        {
            new ReadOnlySpan<byte>(memory + view.PointerOffset, target.Length).CopyTo(target);
        }
        finally
        {
            handle.ReleasePointer();
        }
    }

    public void Dispose() => map.Dispose();

    private static (SafetensorsHeader Header, long DataStart) ReadHeader(FileStream file, string path)
    {
        var start = new byte[8];
        var count = file.ReadAtLeast(start, 8, throwOnEndOfStream: false);
        var length = BinaryPrimitives.ReadInt64LittleEndian(start);
        if (count < 8 || length is < 2 or > SafetensorsHeader.MaxBytes || length > file.Length - 8) throw NoHeader(start, path);
        var json = new byte[length];
        file.ReadExactly(json);
        var header = SafetensorsHeader.Parse(json, path);
        var held = file.Length - 8 - length;
        if (header.Arrays.FirstOrDefault(array => array.Start + array.Bytes > held) is { } torn)
            throw new SafetensorsException($"{path} ends within array {torn.Name}: it has {file.Length} bytes of {8 + length + header.DataBytes}", SafetensorsHeader.Remedy);
        if (held > header.DataBytes)
            throw new SafetensorsException($"{path} has {held - header.DataBytes} bytes behind its last array", SafetensorsHeader.Remedy);
        return (header, 8 + length);
    }

    private static SafetensorsException NoHeader(byte[] start, string path)
    {
        var zipped = start.AsSpan().StartsWith("PK\x03\x04"u8);
        return zipped || (start[0] == 0x80 && start[1] is >= 2 and <= 5)
            ? new($"{path} is a {(zipped ? "PyTorch archive" : "pickle")}, which may hold code and is never read", "convert it to safetensors where it comes from")
            : new($"{path} ends within its header, or is no safetensors file", SafetensorsHeader.Remedy);
    }
}
