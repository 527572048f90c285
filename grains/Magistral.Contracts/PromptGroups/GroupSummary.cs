using Magistral.Method.Generation;


namespace Magistral.Contracts.PromptGroups;

/// <summary>One prompt group in short: what lists and filters read, without a token of it.</summary>
/// <param name="Number">Group number.</param>
/// <param name="ProblemId">Its problem.</param>
/// <param name="StageName">Name of the problem's RL stage.</param>
/// <param name="Prompt">The beginning of the prompt.</param>
/// <param name="Phase">Where it stands.</param>
/// <param name="End">Its end; null while it is open.</param>
/// <param name="IssuedAt">When it was issued.</param>
/// <param name="EndedAt">When it ended; null while it is open.</param>
/// <param name="Rollouts">Rollouts stored.</param>
/// <param name="Tokens">Tokens that were sampled for them.</param>
/// <param name="Versions">Those tokens by the weight version they were sampled from, one entry a version, oldest first.</param>
/// <param name="Scored">Rollouts with a score; a failure of a verifier is none.</param>
/// <param name="Correct">Of those, right ones.</param>
/// <param name="MeanReward">Mean reward of those with a score; null when none has one.</param>
[GenerateSerializer, Immutable, Alias("magistral.group-summary")]
public sealed record GroupSummary(
    [property: Id(0)] int Number,
    [property: Id(1)] string ProblemId,
    [property: Id(2)] string StageName,
    [property: Id(3)] string Prompt,
    [property: Id(4)] GroupPhase Phase,
    [property: Id(5)] GroupEnd? End,
    [property: Id(6)] DateTimeOffset IssuedAt,
    [property: Id(7)] DateTimeOffset? EndedAt,
    [property: Id(8)] int Rollouts,
    [property: Id(9)] long Tokens,
    [property: Id(10)] IReadOnlyList<TokenSpan> Versions,
    [property: Id(11)] int Scored,
    [property: Id(12)] int Correct,
    [property: Id(13)] double? MeanReward)
{
    /// <summary>Most characters of <see cref="Prompt"/>.</summary>
    public const int MostPromptCharacters = 120;

    /// <summary>The update it is in; null when it is in none.</summary>
    [Id(14)]
    public int? Step { get; init; }

    /// <summary>Whether it has no end yet.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsOpen => Phase < GroupPhase.Trained;

    /// <summary>Whether it stands in one of some phases and belongs to a stage.</summary>
    /// <param name="phases">The phases; none stands for all.</param>
    /// <param name="stageName">Name of the RL stage; null stands for all.</param>
    public bool IsIn(IReadOnlyCollection<GroupPhase> phases, string? stageName)
    {
        ArgumentNullException.ThrowIfNull(phases);
        return (phases.Count == 0 || phases.Contains(Phase)) && (stageName is null || StageName == stageName);
    }
}
