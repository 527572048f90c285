using Magistral.Contracts.PromptGroups;

namespace Magistral.Grains.Queue;

/// <summary>How many groups ended in which way.</summary>
public sealed record EndedTally
{
    /// <summary>Trained groups.</summary>
    public int Trained { get; init; }

    /// <summary>Groups without signal, all right.</summary>
    public int AllRight { get; init; }

    /// <summary>Groups without signal, all wrong.</summary>
    public int AllWrong { get; init; }

    /// <summary>Groups without signal that are neither.</summary>
    public int AllEqual { get; init; }

    /// <summary>Groups that were too stale.</summary>
    public int Stale { get; init; }

    /// <summary>Groups that failed.</summary>
    public int Failed { get; init; }

    /// <summary>Groups left when the run ended.</summary>
    public int Abandoned { get; init; }

    /// <summary>Groups without signal.</summary>
    public int NoSignal => AllRight + AllWrong + AllEqual;

    /// <summary>The tally with one more end.</summary>
    public EndedTally With(GroupEnd end) => end.Phase switch
    {
        GroupPhase.Trained => this with { Trained = Trained + 1 },
        GroupPhase.NoSignal when end.Reason == GroupEnd.AllRight => this with { AllRight = AllRight + 1 },
        GroupPhase.NoSignal when end.Reason == GroupEnd.AllWrong => this with { AllWrong = AllWrong + 1 },
        GroupPhase.NoSignal => this with { AllEqual = AllEqual + 1 },
        GroupPhase.Stale => this with { Stale = Stale + 1 },
        GroupPhase.Failed => this with { Failed = Failed + 1 },
        GroupPhase.Abandoned => this with { Abandoned = Abandoned + 1 },
        _ => throw new ArgumentException($"{end.Phase} is no end of a group", nameof(end)),
    };
}
