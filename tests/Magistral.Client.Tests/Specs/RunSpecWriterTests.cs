using System.Text.Json;
using CsCheck;
using Magistral.Client.Specs;
using Magistral.Contracts;

namespace Magistral.Client.Tests.Specs;

public sealed class RunSpecWriterTests
{
    [Fact]
    public void Any_spec_is_read_back_exactly_from_yaml() => RandomSpecs.Spec.Sample(spec =>
        Assert.Empty(RunSpecDifference.Between(spec, RunSpecReader.Read(RunSpecWriter.ToYaml(spec), "written.yaml"))), iter: 300);

    [Fact]
    public void Any_spec_is_read_back_exactly_from_json() => RandomSpecs.Spec.Sample(spec =>
        Assert.Empty(RunSpecDifference.Between(spec, RunSpecReader.Read(RunSpecWriter.ToJson(spec), "written.json"))), iter: 300);

    [Fact]
    public void Yaml_is_written_with_every_setting_and_its_default()
    {
        var yaml = RunSpecWriter.ToYaml(RunSpecReader.Read(Tiny.Yaml, "spec.yaml"));
        Assert.Contains("\nrl:\n  objective: clip_higher\n", yaml, StringComparison.Ordinal);
        Assert.Contains("  betas: [0.9, 0.95]\n", yaml, StringComparison.Ordinal);
        Assert.Contains("\nstages:\n  - name: one\n    kind: rl\n    problems:\n      generator: addition\n      digits: 1\n", yaml, StringComparison.Ordinal);
        Assert.Contains("    n_async: null\n", yaml, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_holds_the_same_paths_as_yaml()
    {
        var json = JsonDocument.Parse(RunSpecWriter.ToJson(RunSpecReader.Read(Tiny.Yaml, "spec.yaml"))).RootElement;
        Assert.Equal(1e-3, json.GetProperty("rl").GetProperty("learning_rate").GetDouble());
        Assert.Equal("one", json.GetProperty("stages")[0].GetProperty("name").GetString());
    }

    [Fact]
    public void Whatever_is_read_ends_in_a_spec_or_in_faults() =>
        Gen.Select(Gen.Int[0, Tiny.Yaml.Length - 1], Gen.Int[0, 6], Gen.String[Gen.Char["{}[]:,-\n\t #&*!|>'\"%@`?~0aé\0"], 0, 6]).Sample((at, cut, text) =>
        {
            var yaml = Tiny.Yaml.Remove(at, Math.Min(cut, Tiny.Yaml.Length - at)).Insert(at, text);
            try
            {
                RunSpecReader.Read(yaml, "spec.yaml");
            }
            catch (MagistralException fault)
            {
                Assert.DoesNotContain('\n', fault.Message);
            }
        }, iter: 3000);
}
