using Magistral.Method.Generation;

namespace Magistral.Engine.Generation;

/// <summary>A completion to sample.</summary>
public sealed record SequenceRequest
{
    /// <summary>The caller's name for it, unique among live sequences.</summary>
    public required long Id { get; init; }

    /// <summary>Tokens of the prompt, at least one.</summary>
    public required int[] PromptTokens { get; init; }

    /// <summary>What the completion begins with; null for nothing. It is read like the prompt, and draws go on as if its sampled tokens had been sampled here.</summary>
    public TokenStream? Prefix { get; init; }

    /// <summary>Most tokens of the completion, ≥ 1, its prefix included; prompt and these fit into the context.</summary>
    public required int MaxNewTokens { get; init; }

    /// <summary>Tokens that end the sequence; may be empty.</summary>
    public IReadOnlyList<int> StopTokens { get; init; } = [];

    /// <summary>Divides the logits, ≥ 0; 0 takes the likeliest token (the lowest number among equals).</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>Nucleus: the likeliest tokens until their probability reaches this, in (0, 1]; 1 is off. Applied after <see cref="TopK"/>.</summary>
    public double TopP { get; init; } = 1;

    /// <summary>Only the k likeliest tokens; 0 is off.</summary>
    public int TopK { get; init; }

    /// <summary>Seed of this sequence's own draws; the same seed gives the same draws in any slot and company.</summary>
    public ulong Seed { get; init; }

    /// <summary>Ends the sequence at the next step when cancelled.</summary>
    public CancellationToken Cancellation { get; init; }
}
