using Magistral.Engine.Models;

namespace Magistral.Engine.Training;

/// <summary>How a policy is updated, for the life of its trainer; names and defaults as in METHOD.</summary>
public sealed record PolicyTrainerOptions
{
    /// <summary>What an update takes when it is told nothing else.</summary>
    public PolicyStepOptions Step { get; init; } = new();

    /// <summary>Constant length of `seq-mean-token-sum-norm` in tokens; 0 takes the most sampled tokens of a completion of the minibatch.</summary>
    public int NormLengthTokens { get; init; }

    /// <summary>The temperature completions were sampled under, > 0; log π_θ is evaluated under it.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>Tokens of a micro-batch, padding included, ≥ 1; a longer sequence gets one of its own.</summary>
    public int MicrobatchTokens { get; init; } = 1536;

    /// <summary>Cores, ≥ 1: each runs micro-batches of its own.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Type of the products and whether layers are computed again in the backward.</summary>
    public ComputeOptions Compute { get; init; } = new();
}
