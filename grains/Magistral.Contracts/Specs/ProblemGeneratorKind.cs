using System.Text.Json.Serialization;

namespace Magistral.Contracts.Specs;

/// <summary>The seeded problem generators.</summary>
public enum ProblemGeneratorKind
{
    /// <summary>The sum of two numbers of so many digits.</summary>
    [JsonStringEnumMemberName("addition")] Addition,
}
