using System.Text.Json;
using Magistral.Client.Specs;

namespace Magistral.Client.Tests.Specs;

public sealed class RunSpecSchemaTests
{
    private static readonly JsonElement Schema = JsonDocument.Parse(RunSpecSchema.ToJson()).RootElement;

    [Fact]
    public void The_committed_schema_is_the_generated_one() => Assert.True(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "run-spec.schema.json")) == RunSpecSchema.ToJson(),
        "write the output of `magistral schema` to client/Magistral.Client/Specs/run-spec.schema.json");

    [Fact]
    public void Every_setting_is_described_and_no_other_key_is_allowed() => ExpectClosed(Schema);

    [Fact]
    public void Ranges_choices_and_defaults_are_in_the_schema()
    {
        var rl = Schema.GetProperty("properties").GetProperty("rl").GetProperty("properties");
        Assert.Equal(2, rl.GetProperty("group_size").GetProperty("minimum").GetInt32());
        Assert.Equal(4096, rl.GetProperty("group_size").GetProperty("maximum").GetInt32());
        Assert.Equal(0.28, rl.GetProperty("clip_high").GetProperty("default").GetDouble());
        Assert.Equal(4, rl.GetProperty("objective").GetProperty("enum").GetArrayLength());
    }

    [Fact]
    public void A_count_that_may_be_left_out_may_be_null() => Assert.Equal("null",
        Schema.GetProperty("properties").GetProperty("stages").GetProperty("items").GetProperty("properties").GetProperty("n_async").GetProperty("type")[1].GetString());

    [Fact]
    public void Only_the_stages_must_be_written() => Assert.Equal(["stages"], Schema.GetProperty("required").EnumerateArray().Select(key => key.GetString()));

    private static void ExpectClosed(JsonElement schema)
    {
        if (schema.TryGetProperty("items", out var items))
            ExpectClosed(items);
        if (!schema.TryGetProperty("properties", out var properties))
            return;
        Assert.False(schema.GetProperty("additionalProperties").GetBoolean());
        foreach (var property in properties.EnumerateObject())
        {
            Assert.NotEmpty(property.Value.GetProperty("description").GetString()!);
            ExpectClosed(property.Value);
        }
    }
}
