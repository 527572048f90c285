using Magistral.Method.Objectives;
using System.Text.Json.Nodes;
using CsCheck;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Specs;

namespace Magistral.Client.Tests.Service;

/// <summary>Specs that no reader has seen: a client may send whatever the contract can carry.</summary>
public sealed class SpecsByContractTests : ServiceTests
{
    private static readonly Gen<JsonNode?> Values = Gen.OneOf(
        Gen.OneOfConst<long>(0, -1, -5, 1, 7, 19, 65537, int.MinValue, int.MaxValue, 1_000_000_000).Select(value => (JsonNode?)JsonValue.Create(value)),
        Gen.OneOfConst(0.0, -0.5, 1e300, 1.5).Select(value => (JsonNode?)JsonValue.Create(value)),
        Gen.OneOfConst("", "x", "../x", new string('y', 5000)).Select(value => (JsonNode?)JsonValue.Create(value)),
        Gen.Const((JsonNode?)null), Gen.Bool.Select(value => (JsonNode?)JsonValue.Create(value)), Gen.Const(0).Select(_ => (JsonNode?)new JsonArray()));

    [Theory]
    [InlineData("stages[0].l_max", -5)]
    [InlineData("rl.group_size", 1_000_000_000)]
    [InlineData("rl.n_async", 1_000_000_000)]
    [InlineData("stages[0].problems.digits", 19)]
    [InlineData("sft.traces_per_stage[0]", int.MaxValue)]
    [InlineData("checkpoints.every_steps", 0)]
    public async Task A_value_out_of_range_is_refused_under_its_path_with_what_to_write(string path, int value)
    {
        var refused = await Assert.ThrowsAsync<RunSpecException>(() => SubmitAsync(Changed(path, JsonValue.Create(value))!));
        Assert.Contains(refused.Faults, fault => fault.Path == path && fault.Remedy.Length > 0);
    }

    [Fact]
    public async Task What_is_missing_in_a_spec_is_refused_under_its_path()
    {
        var sound = SmallSpec.Of("missing");
        Assert.Contains((await Assert.ThrowsAsync<RunSpecException>(() => SubmitAsync(sound with { Rl = null! }))).Faults, fault => fault.Path == "rl");
        Assert.Contains((await Assert.ThrowsAsync<RunSpecException>(() => SubmitAsync(sound with { Stages = [null!] }))).Faults, fault => fault.Path == "stages[0]");
        Assert.Contains((await Assert.ThrowsAsync<RunSpecException>(() => SubmitAsync(sound with { Rl = sound.Rl with { Temperature = double.NaN } }))).Faults, fault => fault.Path == "rl.temperature");
        Assert.Contains((await Assert.ThrowsAsync<RunSpecException>(() => SubmitAsync(sound with { Rl = sound.Rl with { Objective = (ObjectiveKind)99 } }))).Faults, fault => fault.Path == "rl.objective");
    }

    [Fact]
    public async Task A_mutated_spec_is_submitted_or_refused_with_path_and_remedy()
    {
        var paths = Paths(JsonNode.Parse(RunSpecJson.Write(SmallSpec.Of("mutated"))), "").ToArray();
        var runs = 0;
        await Gen.Select(Gen.OneOfConst(paths), Values, Gen.OneOfConst(paths), Values).SampleAsync(async (first, one, second, other) =>
        {
            if (Changed(first, one, Changed(second, other)) is not { } spec)
                return; // no value of the contract's types
            var error = await Record.ExceptionAsync(() => SubmitAsync(spec with { Name = spec.Name == "mutated" ? $"m-{Interlocked.Increment(ref runs)}" : spec.Name }));
            if (error is RunSpecException refused)
                Assert.All(refused.Faults, fault => Assert.True(fault.Path.Length > 0 && fault.Remedy.Length > 0, fault.ToString()));
            else
                Assert.True(error is null or RunSpecConflictException, $"{first}, {second}: {error}");
        }, iter: 300, threads: 1);
    }

    private Task<string> SubmitAsync(RunSpec spec) => Client.Grains.GetGrain<IRunDirectoryGrain>("default").SubmitAsync(spec, Cancellation);

    private static RunSpec? Changed(string path, JsonNode? value, RunSpec? of = null)
    {
        var root = JsonNode.Parse(RunSpecJson.Write(of ?? SmallSpec.Of("mutated")))!;
        var steps = path.Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split('.');
        try
        {
            JsonNode? node = root;
            foreach (var step in steps[..^1])
                node = node is JsonArray list ? list[int.Parse(step, null)] : node![step];
            if (node is JsonArray items)
                items[int.Parse(steps[^1], null)] = value?.DeepClone();
            else
                node![steps[^1]] = value?.DeepClone();
            return System.Text.Json.JsonSerializer.Deserialize<RunSpec>(root.ToJsonString(), RunSpecJson.Options);
        }
        catch (Exception error) when (error is System.Text.Json.JsonException or NullReferenceException or ArgumentOutOfRangeException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    private static IEnumerable<string> Paths(JsonNode? node, string path) => node switch
    {
        JsonObject map => map.SelectMany(entry => Paths(entry.Value, path.Length == 0 ? entry.Key : $"{path}.{entry.Key}").Append(path.Length == 0 ? entry.Key : $"{path}.{entry.Key}")).Distinct(),
        JsonArray list => list.Index().SelectMany(item => Paths(item.Item, $"{path}[{item.Index}]").Append($"{path}[{item.Index}]")).Distinct(),
        _ => [path],
    };
}
