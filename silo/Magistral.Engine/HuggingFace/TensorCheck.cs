using Magistral.Engine.Models;
using Magistral.Engine.Weights;

namespace Magistral.Engine.HuggingFace;

/// <summary>Compares the tensors of a folder's files with those its config asks for, before any is read.</summary>
internal static class TensorCheck
{
    private const int PieceBytes = 1 << 20;

    /// <exception cref="SafetensorsException">A tensor is missing, of another shape, or one that the architecture does not have.</exception>
    public static void Run(ModelConfig config, IReadOnlyList<MappedTensor> wanted, TensorFiles files)
    {
        foreach (var tensor in wanted)
        {
            var (file, array) = files.Find(tensor.Name);
            if (!array.Shape.SequenceEqual(tensor.Shape))
                throw new SafetensorsException(
                    $"tensor {tensor.Name} of {file.Name} has the shape {Text(array.Shape)}, the config says {Text(tensor.Shape)}", "use the config of these weights");
        }

        var names = wanted.Select(tensor => tensor.Name).ToHashSet();
        foreach (var name in files.Names)
        {
            // tables of rotary frequencies that old versions stored; they follow from the config
            if (names.Contains(name) || name.EndsWith(".rotary_emb.inv_freq", StringComparison.Ordinal)) continue;
            if (config.Tied && name == TensorMap.Head && IsEmbedding(files)) continue;
            throw new SafetensorsException(
                $"tensor {name} of {files.Find(name).File.Name} is not part of the model its config describes", "use the config of these weights, or remove the tensor");
        }
    }

    // a tied head may be stored too; it must then be the same numbers
    private static bool IsEmbedding(TensorFiles files)
    {
        var (headFile, head) = files.Find(TensorMap.Head);
        var (file, embedding) = files.Find(TensorMap.Embedding);
        if (head.Format != embedding.Format || !head.Shape.SequenceEqual(embedding.Shape)) return false;
        var (one, other) = (new byte[PieceBytes], new byte[PieceBytes]);
        for (long at = 0; at < head.Bytes; at += PieceBytes)
        {
            var count = (int)Math.Min(PieceBytes, head.Bytes - at);
            headFile.Copy(head, at, one.AsSpan(0, count));
            file.Copy(embedding, at, other.AsSpan(0, count));
            if (!one.AsSpan(0, count).SequenceEqual(other.AsSpan(0, count))) return false;
        }

        return true;
    }

    private static string Text(IReadOnlyList<long> shape) => string.Join(" x ", shape);
}
