using Magistral.Engine.Models;
using Magistral.Engine.Weights;

namespace Magistral.Engine.Generation;

/// <summary>Size and place of a generator.</summary>
public sealed record GeneratorOptions
{
    /// <summary>Most sequences at once, ≥ 1; each has a place in the KV cache for a whole context.</summary>
    public int Slots { get; init; } = 128;

    /// <summary>Cores, 1..Slots: 1 works on the calling thread alone; more share the slots among lanes with a thread and a cache each.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Most prompt tokens a lane computes beside the decoded ones in one step, ≥ 1; longer prompts take several steps.</summary>
    public int PrefillTokens { get; init; } = 512;

    /// <summary>Where the tensors live.</summary>
    public ComputeDevice Device { get; init; } = ComputeDevice.Cpu;

    /// <summary>Type the matrices are held and multiplied in: float32 or bfloat16. Activations between the products are float32 either way.</summary>
    public NumberFormat DataType { get; init; } = NumberFormat.F32;
}
