using System.Globalization;

namespace Magistral.Engine.HuggingFace;

/// <summary>Which tensors go into which file.</summary>
internal static class ShardPlan
{
    /// <summary>Fills files in order; a tensor larger than the limit gets one of its own.</summary>
    /// <param name="tensors">In the order they shall lie.</param>
    /// <param name="bytesOf">Bytes of each.</param>
    /// <param name="mostBytes">Of the arrays of a file, ≥ 1.</param>
    public static IReadOnlyList<(string FileName, IReadOnlyList<T> Tensors)> Of<T>(IReadOnlyList<T> tensors, Func<T, long> bytesOf, long mostBytes)
    {
        var shards = new List<List<T>> { new() };
        long filled = 0;
        foreach (var tensor in tensors)
        {
            var bytes = bytesOf(tensor);
            if (filled > 0 && filled + bytes > mostBytes)
            {
                shards.Add([]);
                filled = 0;
            }

            shards[^1].Add(tensor);
            filled += bytes;
        }

        return [.. shards.Select((shard, index) => (Name(index + 1, shards.Count), (IReadOnlyList<T>)shard))];
    }

    private static string Name(int number, int count) =>
        count == 1 ? TensorFiles.SingleName : string.Create(CultureInfo.InvariantCulture, $"model-{number:00000}-of-{count:00000}.safetensors");
}
