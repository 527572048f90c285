using Magistral.Engine.Models;
using Magistral.Engine.Weights;

namespace Magistral.Engine.Training;

/// <summary>Bytes that training takes where its tensors live, by the sizes alone: nothing is allocated.</summary>
/// <remarks>
/// Follows what <see cref="PolicyTrainer"/> allocates and autograd keeps, without what passes within an operation. Sums beyond the range of a number stay at
/// its end.
/// </remarks>
/// <param name="config">Of the model.</param>
/// <param name="adapterLength">Numbers of the adapter that is trained in the model's place; null when the model is.</param>
/// <param name="lanes">Micro-batches computed at once, ≥ 1.</param>
/// <param name="compute">How they are computed.</param>
public sealed class TrainerMemory(ModelConfig config, long? adapterLength, int lanes, ComputeOptions compute)
{
    private const int Single = 4;
    private const int MomentBytes = 8;
    private const int LogitCopies = 4;   // logits, their log-softmax, and a gradient of each
    private readonly int width = compute.DataType.Bytes();
    private readonly bool halves = compute.DataType != NumberFormat.F32;

    /// <summary>Numbers that are trained.</summary>
    public long TrainedLength { get; } = adapterLength ?? config.ParameterCount;

    /// <summary>The weights: float32 where they are trained, else of the computing type, with the adapter beside them.</summary>
    public long WeightBytes => adapterLength is { } adapter ? config.ParameterCount * width + adapter * Single : config.ParameterCount * Single;

    /// <summary>The optimizer's two moments, and a gradient for each lane.</summary>
    public long OptimizerBytes => (long)((double)TrainedLength * (MomentBytes + (double)Single * lanes));

    /// <summary>What the lanes keep of the weights until the backward is through: the matrices with their gains in them, and rounded to the computing type.</summary>
    public long FoldedBytes => (long)((double)lanes * (FoldedLayer * (compute.RecomputeLayers ? 1 : config.Layers) + (double)config.Vocabulary * config.Hidden * width));

    /// <summary>What autograd keeps of one token in all layers, and the gradients of the layer that the backward is at, half of what it keeps.</summary>
    public long ActivationBytesPerToken => (long)(LayerBytes / 2 + (compute.RecomputeLayers ? (double)Single * config.Hidden * config.Layers + LayerBytes : LayerBytes * config.Layers));

    /// <summary>The logits of one completion token, and what is computed from them.</summary>
    public long LogitBytesPerToken => (long)((double)Single * LogitCopies * config.Vocabulary);

    private double FoldedLayer
    {
        get
        {
            var (hidden, query, key, feed) = ((double)config.Hidden, config.QueryWidth, config.KeyWidth, config.FeedForward);
            var folded = hidden * (query + 2.0 * key) + 2 * hidden * feed;
            return width * (halves ? folded + hidden * query + hidden * feed : folded);
        }
    }

    // two inputs of norms in float32, and what the products, the rotation, the attention and the gate keep; narrow key heads are repeated
    private double LayerBytes
    {
        get
        {
            var (hidden, query, key, feed) = ((double)config.Hidden, (double)config.QueryWidth, (double)config.KeyWidth, (double)config.FeedForward);
            var repeated = config.Heads == config.KvHeads ? 0 : 2 * query;
            var turned = (query + key) * (halves ? Single + width : width);
            return Single * 2 * hidden + turned + width * (2 * hidden + query + 2 * key + repeated + query + 4 * feed);
        }
    }
}
