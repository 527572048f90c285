using Magistral.Engine.HuggingFace;
using Magistral.Engine.Models;
using Magistral.Engine.Weights;
using static TorchSharp.torch;

namespace Magistral.Engine.Benchmarks;

/// <summary>Makes model folders of random numbers, of any size, without holding them in memory.</summary>
public static class RandomModelFolder
{
    /// <summary>A Llama-shaped model whose weights take about as many bytes.</summary>
    /// <param name="bytes">Of all weights, ≥ 100 million.</param>
    /// <param name="format">Of each number.</param>
    public static ModelConfig OfBytes(long bytes, NumberFormat format)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes, 100_000_000);
        var one = new ModelConfig { Hidden = 1024, Layers = 1, Heads = 16, KvHeads = 4, FeedForward = 2816, Vocabulary = 16_000, Context = 2048, Tied = false };
        var perLayer = (one with { Layers = 2 }).ParameterCount - one.ParameterCount;
        return one with { Layers = (int)Math.Max(1, (bytes / format.Bytes() - one.ParameterCount) / perLayer + 1) };
    }

    /// <summary>Writes a folder.</summary>
    /// <param name="directory">Must not exist, or be empty.</param>
    /// <param name="config">Sizes.</param>
    /// <param name="format">Of the numbers.</param>
    /// <param name="seed">The same seed gives the same numbers on the same version of libtorch.</param>
    /// <param name="shardBytes">Most bytes of one weight file.</param>
    /// <exception cref="ModelFolderException">The directory holds something already.</exception>
    public static void Write(string directory, ModelConfig config, NumberFormat format, long seed, long shardBytes = ModelFolderWriter.DefaultShardBytes)
    {
        ArgumentNullException.ThrowIfNull(config);
        using var generator = new Generator((ulong)seed, CPU);
        ModelFolderWriter.Prepare(directory, folder =>
        {
            File.WriteAllText(Path.Combine(folder, ModelFolder.ConfigName), ModelConfigText.Of(config, format));
            TensorWriter.Write(
                folder,
                TensorMap.Of(config, new ParameterLayout(config)),
                _ => format,
                (tensor, _, count) => Draw(tensor, count, generator),
                shardBytes,
                CancellationToken.None);
        });
    }

    private static Tensor Draw(MappedTensor tensor, long count, Generator generator)
    {
        var drawn = randn([count, tensor.RowLength], ScalarType.Float32, CPU, generator: generator);
        using TorchSharp.Scalar deviation = tensor.Leaf.Kind == ParameterKind.Matrix ? 1 / Math.Sqrt(tensor.RowLength) : 0.1;
        using TorchSharp.Scalar centre = tensor.Leaf.Kind == ParameterKind.Gain ? 1.0 : 0.0;
        return drawn.mul_(deviation).add_(centre, HeldScalar.One);
    }
}
