using Magistral.Contracts.PromptGroups;
using Magistral.Contracts.Queue;
using Magistral.Method.Generation;

namespace Magistral.Client.Runs;

/// <summary>What an audit needs of one group, as the queue and the group itself tell it.</summary>
public sealed record AuditedGroup
{
    /// <summary>Group number.</summary>
    public required int Number { get; init; }

    /// <summary>Its phase in the queue's books; null when they count it as ended.</summary>
    public GroupPhase? Open { get; init; }

    /// <summary>The update that consumed it, as long as no checkpoint holds it.</summary>
    public int? ConsumedStep { get; init; }

    /// <summary>Its end, as the group knows it.</summary>
    public GroupEnd? End { get; init; }

    /// <summary>Its rollouts.</summary>
    public int Rollouts { get; init; }

    /// <summary>Tokens that were sampled.</summary>
    public long Tokens { get; init; }

    /// <summary>Tokens whose weight version is known.</summary>
    public long VersionedTokens { get; init; }

    /// <summary>The versions of its tokens.</summary>
    public IReadOnlyCollection<int> Versions { get; init; } = [];

    /// <summary>Whether a rollout has a failure of a verifier, or nothing, where a score should be.</summary>
    public bool LacksScore { get; init; }

    /// <summary>The update in the surviving weights that holds it; null when none does.</summary>
    public int? TrainedStep => ConsumedStep ?? (Open is null && End?.Phase == GroupPhase.Trained ? End.Step : null);

    /// <summary>Gathers what both tell.</summary>
    /// <param name="number">Group number.</param>
    /// <param name="open">The queue's entry; null when it has none.</param>
    /// <param name="view">What the group tells; null when it was never told its problem.</param>
    public static AuditedGroup Of(int number, OpenGroup? open, GroupSummary? view) => new()
    {
        Number = number,
        Open = open?.Phase,
        ConsumedStep = open?.Phase == GroupPhase.Consumed ? open.Step : null,
        End = view?.End,
        Rollouts = view?.Rollouts ?? 0,
        Tokens = view?.Tokens ?? 0,
        VersionedTokens = view?.Versions.Sum(span => (long)span.Count) ?? 0,
        Versions = view?.Versions.Select(span => span.Version).OfType<WeightVersion>().Select(version => version.Number).ToHashSet() ?? [],
        LacksScore = view is not null && view.Scored < view.Rollouts,
    };
}
