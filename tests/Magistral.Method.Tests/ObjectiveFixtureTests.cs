using System.Text.Json;
using Magistral.Method.Objectives;
using Magistral.Testing;
using Xunit;

namespace Magistral.Method.Tests;

public sealed class ObjectiveFixtureTests
{
    private const double Tolerance = 1e-5;

    [Fact]
    public void Every_row_of_the_fixtures_is_met_in_value_and_gradient()
    {
        foreach (var line in File.ReadLines(Fixtures.Require("objectives.jsonl")))
        {
            using var document = JsonDocument.Parse(line);
            Compare(document.RootElement);
        }
    }

    private static void Compare(JsonElement row)
    {
        var id = row.GetProperty("id").GetString();
        var lengths = row.GetProperty("lengths").EnumerateArray().Select(e => e.GetInt32()).ToArray();
        var width = row.GetProperty("logprobs")[0].GetArrayLength();
        var weights = row.GetProperty("importance_weights");
        var batch = new PolicyBatch(
            width, lengths, Flat(row.GetProperty("old_logprobs")), Flat(row.GetProperty("logprobs")),
            [.. row.GetProperty("advantages").EnumerateArray().Select(e => e.GetDouble())],
            Weights: weights.ValueKind == JsonValueKind.Null ? null : Flat(weights));
        var value = PolicyObjective.Evaluate(
            batch, Kind(row.GetProperty("objective").GetString()!), AggregationOf(row.GetProperty("aggregation").GetString()!),
            row.GetProperty("clip_low").GetDouble(), row.GetProperty("clip_high").GetDouble());

        Assert.True(Near(row.GetProperty("loss").GetDouble(), value.Loss), $"{id}: loss {value.Loss}");
        Assert.True(Near(row.GetProperty("approx_kl").GetDouble(), value.ApproxKl), $"{id}: KL {value.ApproxKl}");
        Assert.True(Near(row.GetProperty("clip_fraction").GetDouble(), value.ClipFraction), $"{id}: clipped {value.ClipFraction}");
        var gradient = Flat(row.GetProperty("grad_logprobs"));
        for (var i = 0; i < gradient.Length; i++)
            Assert.True(Near(gradient[i], value.Gradient[i]), $"{id}: gradient {i} is {value.Gradient[i]}, expected {gradient[i]}");
    }

    private static bool Near(double expected, double actual) => Math.Abs(expected - actual) <= Tolerance;

    private static double[] Flat(JsonElement rows) =>
        [.. rows.EnumerateArray().SelectMany(row => row.EnumerateArray()).Select(e => e.GetDouble())];

    private static ObjectiveKind Kind(string name) => name switch
    {
        "clip_higher" => ObjectiveKind.ClipHigher,
        "dr_grpo" => ObjectiveKind.DrGrpo,
        "gspo" => ObjectiveKind.Gspo,
        "cispo" => ObjectiveKind.Cispo,
        _ => throw new ArgumentException($"unknown objective {name}"),
    };

    private static AggregationKind AggregationOf(string name) => name switch
    {
        "group-token-mean" => AggregationKind.GroupTokenMean,
        "token-mean" => AggregationKind.TokenMean,
        "seq-mean-token-mean" => AggregationKind.SequenceMeanTokenMean,
        "seq-mean-token-sum-norm" => AggregationKind.SequenceMeanTokenSumNorm,
        _ => throw new ArgumentException($"unknown aggregation {name}"),
    };
}
