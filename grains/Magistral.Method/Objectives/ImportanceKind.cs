using System.Text.Json.Serialization;

namespace Magistral.Method.Objectives;

/// <summary>An importance weight beside the clipped ratio.</summary>
public enum ImportanceKind
{
    /// <summary>The ratio is against what the generator recorded.</summary>
    [JsonStringEnumMemberName("none")] None,

    /// <summary>The ratio is against a proximal policy that the trainer recomputes; the behaviour ratio is a capped weight (arXiv 2505.24298).</summary>
    [JsonStringEnumMemberName("decoupled")] Decoupled,

    /// <summary>The loss is weighted by the capped ratio of trainer and generator (truncated importance sampling).</summary>
    [JsonStringEnumMemberName("tis")] Tis,
}
