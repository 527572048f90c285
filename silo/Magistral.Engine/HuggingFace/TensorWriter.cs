using System.Text.Json;
using System.Text.Json.Nodes;
using Magistral.Engine.Weights;
using static TorchSharp.torch;

namespace Magistral.Engine.HuggingFace;

/// <summary>Writes tensors as safetensors, in one file or in shards with an index, a few megabytes at a time.</summary>
internal static class TensorWriter
{
    private const int PieceBytes = 16 << 20;
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private static readonly Dictionary<string, string> Metadata = new() { ["format"] = "pt" };   // transformers asks for it

    /// <param name="directory">An empty folder.</param>
    /// <param name="tensors">What to write, in this order.</param>
    /// <param name="formatOf">The format of each.</param>
    /// <param name="read">Some rows of a tensor in transformers' order, [count, row length], of any type and device.</param>
    /// <param name="mostBytes">Of a file.</param>
    /// <param name="cancellation">Stops between two pieces.</param>
    public static void Write(
        string directory,
        IReadOnlyList<MappedTensor> tensors,
        Func<MappedTensor, NumberFormat> formatOf,
        Func<MappedTensor, long, long, Tensor> read,
        long mostBytes,
        CancellationToken cancellation)
    {
        var shards = ShardPlan.Of(tensors, tensor => tensor.Rows * tensor.RowLength * formatOf(tensor).Bytes(), mostBytes);
        foreach (var (name, shard) in shards) WriteFile(Path.Combine(directory, name), shard, formatOf, read, cancellation);
        if (shards.Count > 1) File.WriteAllText(Path.Combine(directory, TensorFiles.IndexName), Index(shards, formatOf));
    }

    /// <summary>Writes one file; parameters as of <see cref="Write"/>.</summary>
    public static void WriteFile(
        string path,
        IReadOnlyList<MappedTensor> tensors,
        Func<MappedTensor, NumberFormat> formatOf,
        Func<MappedTensor, long, long, Tensor> read,
        CancellationToken cancellation)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        file.Write(SafetensorsHeader.Of(tensors.Select(tensor => (tensor.Name, formatOf(tensor), tensor.Shape)), Metadata).ToBytes());
        foreach (var tensor in tensors) WriteTensor(file, tensor, formatOf(tensor), read, cancellation);
        file.Flush(flushToDisk: true);
    }

    private static void WriteTensor(
        FileStream file, MappedTensor tensor, NumberFormat format, Func<MappedTensor, long, long, Tensor> read, CancellationToken cancellation)
    {
        using var quiet = no_grad();
        var piece = Math.Max(1, PieceBytes / (tensor.RowLength * format.Bytes() * tensor.UnitRows)) * tensor.UnitRows;
        for (long row = 0; row < tensor.Rows; row += piece)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            file.Write(read(tensor, row, Math.Min(piece, tensor.Rows - row)).to(format.Torch()).cpu().contiguous().bytes);
        }
    }

    private static string Index(IReadOnlyList<(string FileName, IReadOnlyList<MappedTensor> Tensors)> shards, Func<MappedTensor, NumberFormat> formatOf)
    {
        var places = shards.SelectMany(shard => shard.Tensors.Select(tensor => (tensor, shard.FileName))).OrderBy(place => place.tensor.Name, StringComparer.Ordinal).ToList();
        var index = new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["total_parameters"] = places.Sum(place => place.tensor.Rows * place.tensor.RowLength),
                ["total_size"] = places.Sum(place => place.tensor.Rows * place.tensor.RowLength * formatOf(place.tensor).Bytes()),
            },
            ["weight_map"] = new JsonObject(places.Select(place => KeyValuePair.Create(place.tensor.Name, (JsonNode?)place.FileName))),
        };
        return index.ToJsonString(Indented);
    }
}
