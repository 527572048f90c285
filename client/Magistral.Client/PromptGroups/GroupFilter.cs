using Magistral.Contracts.PromptGroups;

namespace Magistral.Client.PromptGroups;

/// <summary>Which prompt groups to list.</summary>
/// <param name="Phases">Phases to keep; empty keeps all.</param>
/// <param name="Stage">Name of the RL stage to keep; null keeps all.</param>
public sealed record GroupFilter(IReadOnlyCollection<GroupPhase> Phases, string? Stage = null)
{
    /// <summary>Keeps every group.</summary>
    public static GroupFilter All { get; } = new([]);

    /// <summary>Whether a group is kept.</summary>
    public bool Keeps(GroupSummary group)
    {
        ArgumentNullException.ThrowIfNull(group);
        return group.IsIn(Phases, Stage);
    }
}
