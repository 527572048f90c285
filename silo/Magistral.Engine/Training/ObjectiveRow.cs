using System.Text.Json;
using System.Text.Json.Serialization;

namespace Magistral.Engine.Training;

/// <summary>A row of an objectives file: inputs of an objective, and the values another implementation computed.</summary>
public sealed record ObjectiveRow
{
    /// <summary>Name of the row.</summary>
    [JsonPropertyName("id")] public required string Id { get; init; }

    /// <summary>`clip_higher`, `dr_grpo`, `gspo` or `cispo`.</summary>
    [JsonPropertyName("objective")] public required string Objective { get; init; }

    /// <summary>`group-token-mean` (over one group), `token-mean`, `seq-mean-token-mean` or `seq-mean-token-sum-norm`.</summary>
    [JsonPropertyName("aggregation")] public required string Aggregation { get; init; }

    /// <summary>Lower clip distance, 0..1.</summary>
    [JsonPropertyName("clip_low")] public required double ClipLow { get; init; }

    /// <summary>Upper clip distance, ≥ 0.</summary>
    [JsonPropertyName("clip_high")] public required double ClipHigh { get; init; }

    /// <summary>[sequences][padded tokens], log μ.</summary>
    [JsonPropertyName("old_logprobs")] public required float[][] OldLogProbs { get; init; }

    /// <summary>[sequences][padded tokens], log π_θ.</summary>
    [JsonPropertyName("logprobs")] public required float[][] LogProbs { get; init; }

    /// <summary>[sequences], final.</summary>
    [JsonPropertyName("advantages")] public required float[] Advantages { get; init; }

    /// <summary>[sequences], tokens of each, 1..padded tokens.</summary>
    [JsonPropertyName("lengths")] public required int[] Lengths { get; init; }

    /// <summary>[sequences][padded tokens], or null.</summary>
    [JsonPropertyName("importance_weights")] public float[][]? ImportanceWeights { get; init; }

    /// <summary>Expected loss.</summary>
    [JsonPropertyName("loss")] public required double Loss { get; init; }

    /// <summary>Expected share of clipped tokens, 0..1.</summary>
    [JsonPropertyName("clip_fraction")] public required double ClipFraction { get; init; }

    /// <summary>Expected mean of log μ − log π_θ.</summary>
    [JsonPropertyName("approx_kl")] public required double ApproxKl { get; init; }

    /// <summary>[sequences][padded tokens], expected ∂loss/∂log π_θ.</summary>
    [JsonPropertyName("grad_logprobs")] public required float[][] GradLogProbs { get; init; }

    /// <summary>Parses one row of inputs and expected values.</summary>
    /// <param name="json">One JSON object.</param>
    /// <exception cref="ObjectiveRowException">It is not JSON, a field is missing or of another type, or the arrays do not fit together.</exception>
    public static ObjectiveRow Parse(string json)
    {
        try
        {
            var row = JsonSerializer.Deserialize<ObjectiveRow>(json) ?? throw new ObjectiveRowException("the row is null", "write one JSON object a line");
            row.Check();
            return row;
        }
        catch (JsonException error)
        {
            throw new ObjectiveRowException($"the row cannot be read ({error.Message})", "write one JSON object a line with the fields of METHOD section 7", error);
        }
    }

    private void Check()
    {
        if (Lengths.Length == 0 || LogProbs.Length == 0) throw new ObjectiveRowException($"row {Id} has no sequence", "give at least one");
        var width = LogProbs[0].Length;
        float[][][] grids = [OldLogProbs, LogProbs, GradLogProbs, ImportanceWeights ?? LogProbs];
        if (grids.Any(grid => grid.Length != Lengths.Length || grid.Any(row => row.Length != width)) || Advantages.Length != Lengths.Length)
            throw new ObjectiveRowException($"row {Id} has arrays of different shapes", $"pad every array to {Lengths.Length} x {width} and give one advantage a sequence");
        if (Lengths.Any(length => length < 1 || length > width))
            throw new ObjectiveRowException($"row {Id} has a length outside 1..{width}", "give the number of tokens before the padding");
        if (!(ClipLow is >= 0 and <= 1 && ClipHigh >= 0))
            throw new ObjectiveRowException($"row {Id} has the bounds {ClipLow} and {ClipHigh}", "use 0 ≤ clip_low ≤ 1 and clip_high ≥ 0");
    }
}
