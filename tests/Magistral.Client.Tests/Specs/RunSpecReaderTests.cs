using Magistral.Method.Objectives;
using Magistral.Client.Specs;

namespace Magistral.Client.Tests.Specs;

public sealed class RunSpecReaderTests
{
    [Fact]
    public void A_spec_is_read_with_what_it_says_and_defaults_for_the_rest()
    {
        var spec = RunSpecReader.Read(Tiny.Yaml, "spec.yaml");
        Assert.Equal("tiny", spec.Name);
        Assert.Equal(7, spec.Seed);
        Assert.Equal([8], spec.Sft.TracesPerStage);
        Assert.Equal(1e-3, spec.Rl.LearningRate);
        Assert.Equal(0.28, spec.Rl.ClipHigh);
        Assert.Equal("one", Assert.Single(spec.Stages).Name);
        Assert.Null(spec.Stages[0].NAsync);
    }

    [Theory]
    [InlineData("4e-3", 0.004)]
    [InlineData("0", 0.0)]
    [InlineData("+.5", 0.5)]
    [InlineData("1.", 1.0)]
    [InlineData("5E-1", 0.5)]
    [InlineData("0x1", 1.0)]
    public void Numbers_follow_the_core_schema_of_yaml(string text, double value) =>
        Assert.Equal(value, RunSpecReader.Read(Tiny.With("1e-3", text), "spec.yaml").Rl.LearningRate);

    [Theory]
    [InlineData("0x10", 16)]
    [InlineData("0o20", 16)]
    [InlineData("+16", 16)]
    [InlineData("016", 16)]
    public void Whole_numbers_follow_the_core_schema_of_yaml(string text, long value) =>
        Assert.Equal(value, RunSpecReader.Read(Tiny.With("seed: 7", $"seed: {text}"), "spec.yaml").Seed);

    [Theory]
    [InlineData("clip_higher", ObjectiveKind.ClipHigher)]
    [InlineData("dr_grpo", ObjectiveKind.DrGrpo)]
    [InlineData("\"gspo\"", ObjectiveKind.Gspo)]
    [InlineData("'cispo'", ObjectiveKind.Cispo)]
    public void Choices_are_written_as_in_the_method(string text, ObjectiveKind kind) =>
        Assert.Equal(kind, RunSpecReader.Read(Tiny.Yaml, "spec.yaml", $"rl.objective={text}").Rl.Objective);

    [Theory]
    [InlineData("~")]
    [InlineData("null")]
    [InlineData("")]
    public void A_count_of_a_stage_may_be_left_to_the_section_rl(string text) =>
        Assert.Null(RunSpecReader.Read(Tiny.With("l_max: 20", $"l_max: 20\n    n_async: {text}"), "spec.yaml").Stages[0].NAsync);

    [Fact]
    public void A_learning_rate_of_zero_is_allowed() =>
        Assert.Equal(0, RunSpecReader.Read(Tiny.Yaml, "spec.yaml", "rl.learning_rate=0").Rl.LearningRate);

    [Fact]
    public void Comments_flow_style_and_document_markers_are_yaml() =>
        Assert.Equal("tiny", RunSpecReader.Read("%YAML 1.2\n---\n# a comment\n" + Tiny.Yaml + "...\n", "spec.yaml").Name);

    [Fact]
    public void Json_is_yaml_too() =>
        Assert.Equal("tiny", RunSpecReader.Read(RunSpecWriter.ToJson(RunSpecReader.Read(Tiny.Yaml, "spec.yaml")), "spec.json").Name);
}
