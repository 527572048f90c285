using System.Text.Json.Nodes;
using CsCheck;
using Magistral.Engine.Training;
using Magistral.Method.Objectives;
using Magistral.Testing;
using Xunit;
using static TorchSharp.torch;

namespace Magistral.Engine.Tests.Training;

public sealed class ObjectiveCheckTests
{
    private const double Tolerance = 1e-4;

    [Fact]
    public async Task Every_row_of_the_fixtures_agrees()
    {
        var lines = await Run(await File.ReadAllTextAsync(Fixtures.Require("objectives.jsonl"), TestContext.Current.CancellationToken));
        Assert.All(lines, line => Assert.True(line.Result?.Within(Tolerance), $"line {line.Number}: {line.Result} {line.Error?.Message}"));
    }

    [Theory]
    [InlineData("loss")]
    [InlineData("clip_fraction")]
    [InlineData("approx_kl")]
    public async Task A_spoiled_number_disagrees(string field)
    {
        var row = FirstRow();
        row[field] = (double)row[field]! + 0.01;
        Assert.False((await Run(row.ToJsonString())).Single().Result!.Within(Tolerance));
    }

    [Fact]
    public async Task A_spoiled_gradient_disagrees()
    {
        var row = FirstRow();
        row["grad_logprobs"]![0]![0] = 1.0;
        Assert.False((await Run(row.ToJsonString())).Single().Result!.Within(Tolerance));
    }

    [Fact]
    public async Task A_malformed_row_is_reported_with_its_number_and_does_not_stop_the_rest()
    {
        var good = FirstRow().ToJsonString();
        var lines = await Run($"{good}\n{{\"id\": \"torn\n\n{good}\n");
        Assert.Equal([(1, false), (2, true), (4, false)], lines.Select(line => (line.Number, line.Error is not null)));
    }

    [Theory]
    [InlineData("objective", "ppo")]
    [InlineData("aggregation", "mean")]
    public async Task An_unknown_name_is_an_error_of_its_row(string field, string value)
    {
        var row = FirstRow();
        row[field] = value;
        Assert.Contains(value, (await Run(row.ToJsonString())).Single().Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Arrays_of_different_shapes_are_an_error_of_their_row()
    {
        var row = FirstRow();
        row["advantages"] = new JsonArray(1.0);
        Assert.NotNull((await Run(row.ToJsonString())).Single().Error);
    }

    [Fact]
    public void Any_objective_equals_the_plain_one_of_the_method() =>
        Gen.Select(Gen.Enum<ObjectiveKind>(), Gen.Enum<AggregationKind>(), Gen.Int[1, 6], Gen.Int[1, 9], Gen.Int[0, 100_000]).Sample((kind, aggregation, rows, width, seed) =>
        {
            var random = new Random(seed);
            double[] Numbers(int count, double low, double high) => [.. Enumerable.Range(0, count).Select(_ => (double)(float)(low + (high - low) * random.NextDouble()))];
            var lengths = Enumerable.Range(0, rows).Select(_ => random.Next(1, width + 1)).ToArray();
            var batch = new PolicyBatch(
                width, lengths, Numbers(rows * width, -3, -0.1), Numbers(rows * width, -3, -0.1), Numbers(rows, -2, 2), Numbers(rows, 0, 3).Select(x => (int)x).ToArray(), Numbers(rows * width, 0, 2));
            var expected = PolicyObjective.Evaluate(batch, kind, aggregation, 0.2, 0.28);

            using var scope = NewDisposeScope();
            Tensor Grid(IEnumerable<double> values) => tensor(values.Select(value => (float)value).ToArray(), [rows, width]);
            var logProbs = Grid(batch.LogProbs).requires_grad_();
            var mask = Grid(Enumerable.Range(0, rows * width).Select(i => i % width < lengths[i / width] ? 1.0 : 0));
            var tensors = new PolicyTensors(logProbs, Grid(batch.Behaviour), tensor(batch.Advantages.Select(a => (float)a).ToArray(), [rows, 1]), mask);
            var scales = PolicyLoss.Scales(lengths, batch.Groups, width, aggregation).Select(scale => (float)scale).ToArray();
            var losses = PolicyLoss.Objective(kind, 0.2, 0.28).Evaluate(tensors);
            var loss = PolicyLoss.Total(losses, tensors, tensor(scales, [rows, 1]), Grid(batch.Weights!));
            loss.backward();

            Assert.Equal(expected.Loss, loss.item<float>(), 1e-4 * (1 + Math.Abs(expected.Loss)));
            Assert.All(expected.Gradient.Zip(logProbs.grad!.data<float>().ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-4 * (1 + Math.Abs(pair.First))));
        }, iter: 300);

    private static JsonObject FirstRow() =>
        JsonNode.Parse(File.ReadLines(Fixtures.Require("objectives.jsonl")).First())!.AsObject();

    private static async Task<List<ObjectiveCheckLine>> Run(string text) =>
        await ObjectiveCheckFile.RunAsync(new StringReader(text), TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
}
