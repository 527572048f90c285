using Magistral.Method.Objectives;
using static TorchSharp.torch;

namespace Magistral.Engine.Training;

/// <summary>Compares the trainer's own loss and its automatic gradient with the values of another implementation.</summary>
public static class ObjectiveCheck
{
    /// <summary>Evaluates a row.</summary>
    /// <param name="row">Inputs and expected values.</param>
    /// <exception cref="ObjectiveRowException">The row names an objective or aggregation that does not exist.</exception>
    public static ObjectiveCheckResult Run(ObjectiveRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        using var scope = NewDisposeScope();
        using var recorded = enable_grad();
        var (rows, width) = (row.Lengths.Length, row.LogProbs[0].Length);
        var logProbs = Grid(row.LogProbs).requires_grad_();
        var behaviour = Grid(row.OldLogProbs);
        var mask = Grid([.. row.Lengths.Select(length => Enumerable.Range(0, width).Select(t => t < length ? 1f : 0f).ToArray())]);
        var tensors = new PolicyTensors(logProbs, behaviour, tensor(row.Advantages, [rows, 1], device: CPU), mask);
        var scales = PolicyLoss.Scales(row.Lengths, null, width, AggregationOf(row)).Select(scale => (float)scale).ToArray();

        var losses = PolicyLoss.Objective(ObjectiveOf(row), row.ClipLow, row.ClipHigh).Evaluate(tensors);
        var loss = PolicyLoss.Total(losses, tensors, tensor(scales, [rows, 1], device: CPU), row.ImportanceWeights is { } weights ? Grid(weights) : null);
        loss.backward();

        var sums = PolicyLoss.Sums(losses, tensors, behaviour);
        double tokens = row.Lengths.Sum();
        return new(
            row.Id,
            Math.Abs(loss.item<float>() - row.Loss),
            Math.Abs((sums.ClippedLow + sums.ClippedHigh) / tokens - row.ClipFraction),
            Math.Abs(sums.Kl / tokens - row.ApproxKl),
            (logProbs.grad! - Grid(row.GradLogProbs)).abs().max().item<float>());
    }

    private static Tensor Grid(float[][] rows) => tensor(rows.SelectMany(row => row).ToArray(), [rows.Length, rows[0].Length], device: CPU);

    private static ObjectiveKind ObjectiveOf(ObjectiveRow row) => row.Objective switch
    {
        "clip_higher" => ObjectiveKind.ClipHigher,
        "dr_grpo" => ObjectiveKind.DrGrpo,
        "gspo" => ObjectiveKind.Gspo,
        "cispo" => ObjectiveKind.Cispo,
        _ => throw new ObjectiveRowException($"row {row.Id} has the objective {row.Objective}", "use clip_higher, dr_grpo, gspo or cispo"),
    };

    private static AggregationKind AggregationOf(ObjectiveRow row) => row.Aggregation switch
    {
        "group-token-mean" => AggregationKind.GroupTokenMean,
        "token-mean" => AggregationKind.TokenMean,
        "seq-mean-token-mean" => AggregationKind.SequenceMeanTokenMean,
        "seq-mean-token-sum-norm" => AggregationKind.SequenceMeanTokenSumNorm,
        _ => throw new ObjectiveRowException(
            $"row {row.Id} has the aggregation {row.Aggregation}", "use group-token-mean, token-mean, seq-mean-token-mean or seq-mean-token-sum-norm"),
    };
}
