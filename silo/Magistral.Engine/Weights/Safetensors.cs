using System.Buffers.Binary;

namespace Magistral.Engine.Weights;

/// <summary>Reads and writes the safetensors format from and to streams: a header length, a JSON header, then the numbers.</summary>
/// <remarks>Streams stay the caller's, and so does making a file appear at once. Thread-safe.</remarks>
public static class Safetensors
{
    private const string Source = "the safetensors stream";

    /// <summary>Writes arrays.</summary>
    /// <param name="target">Receives header and numbers.</param>
    /// <param name="entries">In the order they shall lie.</param>
    /// <param name="metadata">Free text by name.</param>
    /// <param name="cancellation">Stops between two writes.</param>
    /// <exception cref="ArgumentException">An entry's bytes do not match its shape, or a name occurs twice.</exception>
    public static async Task WriteAsync(
        Stream target, IReadOnlyList<SafetensorsEntry> entries, IReadOnlyDictionary<string, string> metadata, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentNullException.ThrowIfNull(metadata);
        foreach (var entry in entries)
            if (entry.Data.Length != entry.Length * entry.DataType.Bytes())
                throw new ArgumentException($"array {entry.Name} has {entry.Data.Length} bytes for {entry.Length} numbers", nameof(entries));
        var header = SafetensorsHeader.Of(entries.Select(entry => (entry.Name, entry.DataType, entry.Shape)), metadata);
        await target.WriteAsync(header.ToBytes(), cancellation);
        foreach (var entry in entries) await target.WriteAsync(entry.Data, cancellation);
    }

    /// <summary>Reads all arrays.</summary>
    /// <param name="source">Positioned at the header; read to the end of the last array.</param>
    /// <param name="cancellation">Stops between two reads.</param>
    /// <exception cref="SafetensorsException">The stream is torn, its header cannot be read, or the offsets do not fit the shapes.</exception>
    public static async Task<(IReadOnlyList<SafetensorsEntry> Entries, IReadOnlyDictionary<string, string> Metadata)> ReadAsync(
        Stream source, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(source);
        var length = BinaryPrimitives.ReadInt64LittleEndian(await ReadAsync(source, 8, "the header length", cancellation));
        if (length is < 2 or > SafetensorsHeader.MaxBytes)
            throw new SafetensorsException($"the header of {Source} is said to be {length} bytes long", SafetensorsHeader.Mend);
        var header = SafetensorsHeader.Parse(await ReadAsync(source, length, "the header", cancellation), Source);
        var entries = new List<SafetensorsEntry>();
        foreach (var array in header.Arrays)
            entries.Add(new(array.Name, array.Format, array.Shape, await ReadAsync(source, array.Bytes, $"array {array.Name}", cancellation)));
        return (entries, header.Metadata);
    }

    private static async Task<byte[]> ReadAsync(Stream source, long count, string what, CancellationToken cancellation)
    {
        if (count > Array.MaxLength) throw new SafetensorsException($"{what} of {Source} has {count} bytes, too many to be read at once", "write it as a folder of shards");
        if (source.CanSeek && source.Length - source.Position < count) throw Torn(what, count);
        var bytes = GC.AllocateUninitializedArray<byte>((int)count);
        if (await source.ReadAtLeastAsync(bytes, (int)count, throwOnEndOfStream: false, cancellation) < count) throw Torn(what, count);
        return bytes;
    }

    private static SafetensorsException Torn(string what, long count) => new($"{Source} ends within {what} of {count} bytes", SafetensorsHeader.Mend);
}
