using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Magistral.Engine.Weights;

/// <summary>Reads and writes the safetensors format: a header length, a JSON header, then the numbers.</summary>
/// <remarks>Streams stay the caller's, and so does making a file appear at once. Thread-safe.</remarks>
public static class Safetensors
{
    private const int MaxHeaderBytes = 100_000_000;   // the limit of the format's own implementation
    private const string Mend = "copy the file again from where it is whole";

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
        var header = JsonSerializer.SerializeToUtf8Bytes(Header(entries, metadata));
        var padded = (header.Length + 7) / 8 * 8;   // numbers start aligned, as the format advises
        var start = new byte[8 + padded];
        BinaryPrimitives.WriteInt64LittleEndian(start, padded);
        header.CopyTo(start, 8);
        start.AsSpan(8 + header.Length).Fill((byte)' ');
        await target.WriteAsync(start, cancellation);
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
        if (length is < 2 or > MaxHeaderBytes) throw new SafetensorsException($"the safetensors header is said to be {length} bytes long", Mend);
        var (arrays, metadata) = ParseHeader(await ReadAsync(source, (int)length, "the header", cancellation));
        var entries = new List<SafetensorsEntry>();
        foreach (var array in arrays)
            entries.Add(array with { Data = await ReadAsync(source, checked((int)(array.Length * array.ElementBytes)), $"array {array.Name}", cancellation) });
        return (entries, metadata);
    }

    private static JsonObject Header(IReadOnlyList<SafetensorsEntry> entries, IReadOnlyDictionary<string, string> metadata)
    {
        var header = new JsonObject();
        if (metadata.Count > 0) header["__metadata__"] = new JsonObject(metadata.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
        long offset = 0;
        foreach (var entry in entries)
        {
            if (entry.Data.Length != entry.Length * entry.ElementBytes)
                throw new ArgumentException($"array {entry.Name} has {entry.Data.Length} bytes for {entry.Length} numbers", nameof(entries));
            header.Add(entry.Name, new JsonObject
            {
                ["dtype"] = entry.DataType.ToString(),
                ["shape"] = new JsonArray([.. entry.Shape.Select(size => (JsonNode?)size)]),
                ["data_offsets"] = new JsonArray(offset, offset + entry.Data.Length),
            });
            offset += entry.Data.Length;
        }

        return header;
    }

    private static (List<SafetensorsEntry> Arrays, Dictionary<string, string> Metadata) ParseHeader(byte[] json)
    {
        try
        {
            using var header = JsonDocument.Parse(json);
            var found = new List<(SafetensorsEntry Entry, long Start, long End)>();
            var metadata = new Dictionary<string, string>();
            foreach (var property in header.RootElement.EnumerateObject())
                if (property.Name == "__metadata__")
                    foreach (var pair in property.Value.EnumerateObject()) metadata[pair.Name] = pair.Value.GetString() ?? "";
                else
                    found.Add(ParseArray(property.Name, property.Value));

            return (InOrder(found), metadata);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or OverflowException)
        {
            throw new SafetensorsException($"the safetensors header cannot be read ({error.Message})", Mend);
        }
    }

    private static (SafetensorsEntry Entry, long Start, long End) ParseArray(string name, JsonElement value)
    {
        var type = value.GetProperty("dtype").GetString();
        if (!Enum.TryParse<SafetensorsDataType>(type, out var dataType))
            throw new SafetensorsException($"array {name} has the number format {type}", "convert the file to F32, F16 or BF16");
        var offsets = value.GetProperty("data_offsets");
        var entry = new SafetensorsEntry(name, dataType, [.. value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())], default);
        return (entry, offsets[0].GetInt64(), offsets[1].GetInt64());
    }

    // the arrays must follow one another without a gap, each as long as its shape says
    private static List<SafetensorsEntry> InOrder(List<(SafetensorsEntry Entry, long Start, long End)> found)
    {
        long end = 0;
        var entries = new List<SafetensorsEntry>();
        foreach (var array in found.OrderBy(array => array.Start).ThenBy(array => array.End))
        {
            if (array.Start != end || array.Entry.Shape.Any(size => size < 0) || array.End - array.Start != array.Entry.Length * array.Entry.ElementBytes)
                throw new SafetensorsException($"array {array.Entry.Name} does not lie where its shape and the others say", Mend);
            end = array.End;
            entries.Add(array.Entry);
        }

        return entries;
    }

    private static async Task<byte[]> ReadAsync(Stream source, int count, string what, CancellationToken cancellation)
    {
        if (source.CanSeek && source.Length - source.Position < count) throw Torn(what, count);
        var bytes = GC.AllocateUninitializedArray<byte>(count);
        if (await source.ReadAtLeastAsync(bytes, count, throwOnEndOfStream: false, cancellation) < count) throw Torn(what, count);
        return bytes;
    }

    private static SafetensorsException Torn(string what, int count) => new($"the safetensors stream ends within {what} of {count} bytes", Mend);
}
