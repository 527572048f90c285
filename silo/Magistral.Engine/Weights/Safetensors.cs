using System.Buffers.Binary;
using System.IO.Pipelines;
using Magistral.Contracts;

namespace Magistral.Engine.Weights;

/// <summary>Reads and writes the safetensors format from and to streams: a header length, a JSON header, then the numbers.</summary>
/// <remarks>Streams stay the caller's, and so does making a file appear at once. Thread-safe.</remarks>
public static class Safetensors
{
    private const string Source = "the safetensors stream";

    /// <summary>The bytes of a file, made from the arrays as they are read.</summary>
    /// <param name="entries">In the order they shall lie; unchanged until the stream has been read.</param>
    /// <param name="metadata">Free text by name.</param>
    /// <returns>To be read once, from its start.</returns>
    /// <exception cref="ArgumentException">An entry's bytes do not match its shape, or a name occurs twice.</exception>
    public static Stream Open(IReadOnlyList<SafetensorsEntry> entries, IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentNullException.ThrowIfNull(metadata);
        foreach (var entry in entries)
            if (entry.Bytes != entry.Length * entry.DataType.Bytes())
                throw new ArgumentException($"array {entry.Name} has {entry.Bytes} bytes for {Counted.Of(entry.Length, "number")}", nameof(entries));
        var header = SafetensorsHeader.Of(entries.Select(entry => (entry.Name, entry.DataType, entry.Shape)), metadata);
        return PipeReader.Create(MemoryPiece.Join([header.ToBytes(), .. entries.SelectMany(entry => entry.Pieces)])).AsStream();
    }

    /// <summary>Reads arrays of float32 numbers to where their reader wants them.</summary>
    /// <param name="source">Positioned at the header; read to the end of the last array.</param>
    /// <param name="place">Gives each array memory of its length, or refuses it.</param>
    /// <param name="cancellation">Stops between two reads.</param>
    /// <returns>The metadata.</returns>
    /// <exception cref="SafetensorsException">The stream is torn, its header cannot be read, the offsets do not fit the shapes, or the numbers are of another format.</exception>
    public static async Task<IReadOnlyDictionary<string, string>> ReadAsync(Stream source, Func<SafetensorsArray, Memory<float>> place, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(place);
        var prefix = new byte[sizeof(long)];
        await FillAsync(source, prefix, "the header length", cancellation);
        var length = BinaryPrimitives.ReadInt64LittleEndian(prefix);
        if (length is < 2 or > SafetensorsHeader.MaxBytes)
            throw new SafetensorsException($"the header of {Source} is said to be {length} bytes long", SafetensorsHeader.Remedy);
        Expect(source, length, "the header");
        var json = new byte[length];
        await FillAsync(source, json, "the header", cancellation);
        var header = SafetensorsHeader.Parse(json, Source);
        Expect(source, header.DataBytes, "the arrays");
        foreach (var array in header.Arrays)
        {
            if (array.Format != NumberFormat.F32)
                throw new SafetensorsException($"array {array.Name} of {Source} is {array.Format}, not float32", "use a file that a checkpoint wrote");
            foreach (var piece in FloatBytes.Pieces(place(array)))
                await FillAsync(source, piece, $"array {array.Name}", cancellation);
        }
        return header.Metadata;
    }

    private static async Task FillAsync(Stream source, Memory<byte> target, string what, CancellationToken cancellation)
    {
        if (await source.ReadAtLeastAsync(target, target.Length, throwOnEndOfStream: false, cancellation) < target.Length)
            throw Torn(what);
    }

    // Sizes a damaged header invents are refused before memory is taken for them, where the stream knows its length.
    private static void Expect(Stream source, long count, string what)
    {
        if (source.CanSeek && source.Length - source.Position < count)
            throw Torn(what);
    }

    private static SafetensorsException Torn(string what) => new($"{Source} ends within {what}", SafetensorsHeader.Remedy);
}
