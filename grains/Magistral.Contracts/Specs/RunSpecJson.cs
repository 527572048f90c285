using System.Text.Json;
using System.Text.Json.Serialization;

namespace Magistral.Contracts.Specs;

/// <summary>The run spec as JSON: snake_case keys, enums by their names in the spec.</summary>
public static class RunSpecJson
{
    /// <summary>How the spec is written and read. Thread-safe.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>The canonical text of a spec; equal for equal specs.</summary>
    public static string Write(RunSpec spec) => JsonSerializer.Serialize(spec, Options);

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            Converters = { new JsonStringEnumConverter() },
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
