using Magistral.Method.Objectives;
using static TorchSharp.torch;

namespace Magistral.Engine.Training;

/// <summary>Aggregates token losses and measures what a report needs; the trainer and the objective check share it.</summary>
internal static class PolicyLoss
{
    /// <summary>The objective of a kind.</summary>
    public static IPolicyObjective Objective(ObjectiveKind kind, double low, double high) => kind switch
    {
        ObjectiveKind.ClipHigher or ObjectiveKind.DrGrpo => new ClippedRatioObjective(low, high),
        ObjectiveKind.Gspo => new SequenceRatioObjective(low, high),
        ObjectiveKind.Cispo => new ClippedWeightObjective(low, high),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "unknown objective: use one of the enumeration"),
    };

    /// <summary>The factor of each sequence's token losses, by the counts of the whole minibatch.</summary>
    /// <param name="lengths">Sampled tokens of each sequence.</param>
    /// <param name="groups">Prompt group of each sequence; null when all are of one.</param>
    /// <param name="normLength">Constant length of `seq-mean-token-sum-norm`.</param>
    /// <param name="aggregation">How token losses become one number.</param>
    public static double[] Scales(IReadOnlyList<int> lengths, IReadOnlyList<int>? groups, int normLength, AggregationKind aggregation)
    {
        var blank = new double[lengths.Count * normLength];
        return TokenScales.Of(new PolicyBatch(normLength, lengths, blank, blank, new double[lengths.Count], groups), aggregation);
    }

    /// <summary>What the loss of a minibatch is a mean over: groups, tokens or sequences. Losses of its parts, weighted by theirs, make up that of the whole.</summary>
    public static long MeanOver(IReadOnlyList<TrainingSequence> minibatch, AggregationKind aggregation) => aggregation switch
    {
        AggregationKind.GroupTokenMean => minibatch.Select(sequence => sequence.GroupIndex).Distinct().Count(),
        AggregationKind.TokenMean => minibatch.Sum(sequence => (long)sequence.Completion.SampledCount),
        AggregationKind.SequenceMeanTokenMean or AggregationKind.SequenceMeanTokenSumNorm => minibatch.Count,
        _ => throw new ArgumentOutOfRangeException(nameof(aggregation), aggregation, "unknown aggregation: use one of the enumeration"),
    };

    /// <summary>Σ scale · weight · loss over the tokens.</summary>
    /// <param name="losses">[B, T].</param>
    /// <param name="tensors">Gives the mask.</param>
    /// <param name="scales">[B, 1], from <see cref="Scales"/>.</param>
    /// <param name="weights">[B, T], or null for none.</param>
    /// <returns>Scalar, differentiable.</returns>
    public static Tensor Total(TokenLosses losses, PolicyTensors tensors, Tensor scales, Tensor? weights)
    {
        var scaled = losses.Losses * (tensors.Mask * scales);
        return (weights is null ? scaled : scaled * weights).sum();
    }

    /// <summary>Sums over the tokens, to be divided by their number.</summary>
    /// <param name="losses">[B, T].</param>
    /// <param name="tensors">Gives log π_θ and the mask.</param>
    /// <param name="behaviour">[B, T], log μ, whatever the ratio is against.</param>
    public static PolicySums Sums(TokenLosses losses, PolicyTensors tensors, Tensor behaviour)
    {
        var mask = tensors.Mask;
        var numbers = stack([
            (losses.ClippedLow * mask).sum(),
            (losses.ClippedHigh * mask).sum(),
            (losses.Ratio * mask).sum(),
            (losses.Ratio * mask).max(),
            ((behaviour - tensors.LogProbs.detach()) * mask).sum(),
        ]).cpu().data<float>().ToArray();
        return new(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
    }
}
