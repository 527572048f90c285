using System.Text.Json.Serialization;

namespace Magistral.Contracts.Specs;

/// <summary>What matrix products are computed in.</summary>
public enum ComputeKind
{
    /// <summary>32 bits.</summary>
    [JsonStringEnumMemberName("float32")] Full,

    /// <summary>16 bits with the exponent of 32; residual stream, norms, logits and gradients stay float32.</summary>
    [JsonStringEnumMemberName("bfloat16")] Half,
}
