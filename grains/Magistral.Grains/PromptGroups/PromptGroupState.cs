using System.Text.Json.Serialization;
using Magistral.Contracts.Curriculum;
using Magistral.Contracts.PromptGroups;

namespace Magistral.Grains.PromptGroups;

/// <summary>What a prompt group keeps.</summary>
public sealed record PromptGroupState
{
    /// <summary>Its problem; null before it is issued.</summary>
    public Problem? Problem { get; init; }

    /// <summary>How it is scored; null before it is issued.</summary>
    public GroupTerms? Terms { get; init; }

    /// <summary>The generator that holds it or held it last; empty before.</summary>
    [JsonPropertyName("holder")]
    public string GeneratorId { get; init; } = "";

    /// <summary>Phase of its life cycle.</summary>
    public GroupPhase Phase { get; init; }

    /// <summary>Its end; null while it is open.</summary>
    public GroupEnd? End { get; init; }

    /// <summary>When it was issued.</summary>
    public DateTimeOffset IssuedAt { get; init; }

    /// <summary>When it ended; null while it is open.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The rollouts it has, by rising index.</summary>
    public IReadOnlyList<RolloutRecord> Records { get; init; } = [];

    /// <summary>The rollouts with their tokens, as version 0.1.0 kept them here; null since.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<StoredRollout>? Rollouts { get; init; }

    /// <summary>Token ids of the prompt, beside <see cref="Rollouts"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public byte[]? PromptTokens { get; init; }

    /// <summary>What happened, in order.</summary>
    public IReadOnlyList<GroupEvent> Timeline { get; init; } = [];
}
