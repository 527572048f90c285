using Magistral.Engine.Models;
using Magistral.Engine.Weights;

namespace Magistral.Engine.Generation.Decoding;

/// <summary>Bytes that a generator takes where its tensors live, by the sizes alone: nothing is allocated.</summary>
/// <remarks>Follows what <see cref="TorchGenerator"/> allocates, without what passes within a step. Sums beyond the range of a number stay at its end.</remarks>
/// <param name="config">Of the model.</param>
/// <param name="options">Of the generator.</param>
public sealed class GeneratorMemory(ModelConfig config, GeneratorOptions options)
{
    private const int Single = 4;
    private const int PaddedPositions = 16;

    /// <summary>One folded copy of the weights; the head is kept beside the embedding even where both are one matrix.</summary>
    public long WeightBytes { get; } = (long)((double)(config.MatrixParameterCount + (long)config.Vocabulary * config.Hidden) * options.DataType.Bytes());

    /// <summary>The folded copy that the next weights are prepared in; none where they are small.</summary>
    public long PreparedBytes => config.ParameterCount > TorchGenerator.InPlaceParameters ? WeightBytes : 0;

    /// <summary>The weights that an adapter is folded into, kept beside the copies.</summary>
    public long FrozenBytes { get; } = config.ParameterCount * options.DataType.Bytes();

    /// <summary>Keys and values of one sequence of the whole context: float32 on the processor, elsewhere of the served format.</summary>
    public long CacheBytesPerSlot { get; } = options.Device == ComputeDevice.Cpu
        ? CacheBytes(config, (config.Context + PaddedPositions - 1L) / PaddedPositions * PaddedPositions, Single)
        : CacheBytes(config, config.Context, options.DataType.Bytes());

    /// <summary>Keys and values of every slot.</summary>
    public long CacheBytesOfAll => (long)((double)CacheBytesPerSlot * options.Slots);

    /// <summary>Activations of a step: of every slot and of the prompts that each lane reads, and the logits.</summary>
    public long StepBytes { get; } = (long)(Single * (
        (options.Slots + (double)options.Threads * options.PrefillTokens)
            * (2.0 * config.Hidden + 2.0 * config.QueryWidth + 2.0 * config.KeyWidth + 3.0 * config.FeedForward)
        + (double)options.Slots * ((double)config.Hidden + config.Vocabulary)));

    private static long CacheBytes(ModelConfig config, long positions, int bytes) => (long)(2.0 * config.Layers * config.KeyWidth * positions * bytes);
}
