using Magistral.Contracts.PromptGroups;
using Magistral.Contracts.Queue;
using Magistral.Contracts.Training.Terms;

namespace Magistral.Grains.Queue;

/// <summary>The books of a run's groups, in one record, so that every stored state balances.</summary>
public sealed record RolloutQueueState
{
    /// <summary>Groups issued; the newest group's number.</summary>
    public int Issued { get; init; }

    /// <summary>Updates in the surviving weights.</summary>
    public int Step { get; init; }

    /// <summary>The term of the trainer in charge, as far as it was heard of.</summary>
    public TrainerTerm Term { get; init; }

    /// <summary>Groups in those updates: trained and consumed.</summary>
    public long GroupsInWeights { get; init; }

    /// <summary>Groups between issue and training, by rising number.</summary>
    public IReadOnlyList<QueueEntry> Open { get; init; } = [];

    /// <summary>Updates that no committed checkpoint holds yet, by rising step.</summary>
    public IReadOnlyList<ConsumedStep> Consumed { get; init; } = [];

    /// <summary>The batch the trainer has in hand; its groups are still among <see cref="Open"/> until their update is made.</summary>
    public TakenBatch? Taken { get; init; }

    /// <summary>How many groups ended, by outcome.</summary>
    public EndedTally Ended { get; init; } = new();

    /// <summary>The RL stage the curriculum stood in at the last draw.</summary>
    public int CurrentStage { get; init; }

    /// <summary>Whether the trainer is there to train what is issued.</summary>
    public bool Admitting { get; init; }

    /// <summary>Whether no more groups are issued, unless the trainer falls back.</summary>
    public bool Closed { get; init; }

    /// <summary>The books as counts.</summary>
    public GroupCounts Counts()
    {
        var ready = Open.Count(entry => entry.Phase == GroupPhase.Ready);
        return new(Issued, Ended.Trained, Ended.NoSignal, Ended.AllRight, Ended.AllWrong, Ended.Stale, Ended.Failed, Ended.Abandoned,
            Open.Count - ready, ready, Consumed.Sum(step => step.Groups.Count));
    }
}
