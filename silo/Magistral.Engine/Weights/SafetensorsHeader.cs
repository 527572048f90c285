using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Magistral.Engine.Weights;

/// <summary>The head of a safetensors file: its length, then JSON with the place of every array.</summary>
/// <remarks>Reading trusts nothing: what it returns lies without gap or overlap, each array as long as its shape says.</remarks>
internal sealed record SafetensorsHeader(IReadOnlyList<SafetensorsArray> Arrays, IReadOnlyDictionary<string, string> Metadata)
{
    public const int MaxBytes = 100_000_000;   // the limit of the format's own implementation
    public const string Remedy = "copy the file again from where it is whole";
    private const string MetadataKey = "__metadata__";

    /// <summary>Bytes of all arrays.</summary>
    public long DataBytes => Arrays.Count == 0 ? 0 : Arrays[^1].Start + Arrays[^1].Bytes;

    /// <summary>A header for arrays that follow one another in this order.</summary>
    /// <exception cref="ArgumentException">A name occurs twice.</exception>
    public static SafetensorsHeader Of(IEnumerable<(string Name, NumberFormat Format, IReadOnlyList<long> Shape)> arrays, IReadOnlyDictionary<string, string> metadata)
    {
        var placed = new List<SafetensorsArray>();
        long next = 0;
        foreach (var (name, format, shape) in arrays)
        {
            placed.Add(new(name, format, shape, next));
            next += placed[^1].Bytes;
        }

        return new(placed, metadata);
    }

    /// <summary>Reads the JSON of a header.</summary>
    /// <param name="json">Without its length.</param>
    /// <param name="source">What errors call the file.</param>
    /// <exception cref="SafetensorsException">It cannot be read, or the arrays do not lie as their shapes say.</exception>
    public static SafetensorsHeader Parse(ReadOnlyMemory<byte> json, string source)
    {
        try
        {
            using var header = JsonDocument.Parse(json, new() { AllowDuplicateProperties = false });
            var metadata = new Dictionary<string, string>();
            var found = new List<(SafetensorsArray Array, long End)>();
            foreach (var property in header.RootElement.EnumerateObject())
                if (property.Name == MetadataKey)
                    foreach (var pair in property.Value.EnumerateObject()) metadata[pair.Name] = pair.Value.GetString() ?? "";
                else
                    found.Add(ParseArray(property.Name, property.Value, source));

            return new(InOrder(found, source), metadata);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or OverflowException or IndexOutOfRangeException)
        {
            throw new SafetensorsException($"the header of {source} cannot be read ({error.Message.ReplaceLineEndings(" ")})", Remedy);
        }
    }

    /// <summary>Length and JSON, padded so that the numbers start aligned, as the format advises.</summary>
    public byte[] ToBytes()
    {
        var header = new JsonObject();
        if (Metadata.Count > 0) header[MetadataKey] = new JsonObject(Metadata.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
        foreach (var array in Arrays)
            header.Add(array.Name, new JsonObject
            {
                ["dtype"] = array.Format.ToString(),
                ["shape"] = new JsonArray([.. array.Shape.Select(size => (JsonNode?)size)]),
                ["data_offsets"] = new JsonArray(array.Start, array.Start + array.Bytes),
            });
        var json = JsonSerializer.SerializeToUtf8Bytes(header);
        var padded = (json.Length + 7) / 8 * 8;
        var bytes = new byte[8 + padded];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, padded);
        json.CopyTo(bytes, 8);
        bytes.AsSpan(8 + json.Length).Fill((byte)' ');
        return bytes;
    }

    private static (SafetensorsArray Array, long End) ParseArray(string name, JsonElement value, string source)
    {
        var type = value.GetProperty("dtype").GetString();
        if (!Enum.TryParse<NumberFormat>(type, out var format) || format.ToString() != type)
            throw new SafetensorsException($"array {name} of {source} has the number format {type}", "convert the file to F32, F16 or BF16");
        long[] shape = [.. value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())];
        var offsets = value.GetProperty("data_offsets");
        if (shape.Any(size => size < 0)) throw Misplaced(name, source);
        return (new(name, format, shape, offsets[0].GetInt64()), offsets[1].GetInt64());
    }

    private static List<SafetensorsArray> InOrder(List<(SafetensorsArray Array, long End)> found, string source)
    {
        long end = 0;
        foreach (var (array, arrayEnd) in found.OrderBy(item => item.Array.Start).ThenBy(item => item.End))
        {
            if (array.Start != end || arrayEnd - array.Start != array.Bytes) throw Misplaced(array.Name, source);
            end = arrayEnd;
        }

        return [.. found.OrderBy(item => item.Array.Start).ThenBy(item => item.End).Select(item => item.Array)];
    }

    private static SafetensorsException Misplaced(string name, string source) =>
        new($"array {name} of {source} does not lie where its shape and the others say", Remedy);
}
