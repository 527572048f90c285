using Magistral.Contracts;
using Magistral.Contracts.PromptGroups;
using Magistral.Contracts.Runs;

namespace Magistral.Client.Runs;

/// <summary>
/// What must hold in the books of a run at any moment, also while it runs and after any crash: every issued group is open or has one end; the surviving
/// weights hold each group at most once and as many as their steps took; every trained token comes from a published version within the bound of staleness.
/// </summary>
/// <remarks>Pure. A group that knows its end before the queue does is open: groups are told first, and a crash between the two is repaired by repeating.</remarks>
public static class RunAudit
{
    /// <summary>Checks the books.</summary>
    public static AuditReport Check(AuditedRun run)
    {
        var trained = run.Groups.Where(group => group.TrainedStep is not null).ToList();
        string[] faults = [.. Groups(run), .. Counts(run), .. Steps(run, trained), .. trained.SelectMany(group => Trained(run, group)), .. Versions(run, trained), .. Ledger(run, trained)];
        return new(
            run.Queue.Counts.Issued, run.Groups.Count(group => group.Open is null), run.Groups.Count(group => group.Open is not null), run.Queue.Step,
            trained.Sum(group => (long)group.Rollouts), trained.Sum(group => group.Tokens), run.Published.Count, faults);
    }

    private static IEnumerable<string> Groups(AuditedRun run)
    {
        if (!run.Groups.Select(group => group.Number).SequenceEqual(Enumerable.Range(1, run.Queue.Counts.Issued)))
            yield return $"{Counted.Of(run.Queue.Counts.Issued, "group was", "groups were")} issued and {Counted.Of(run.Groups.Count, "is", "are")} known";
        foreach (var twice in run.Queue.Open.GroupBy(group => group.Number).Where(same => same.Count() > 1))
            yield return $"group {twice.Key} is {twice.Count()} times among the open ones";
        foreach (var group in run.Groups)
        {
            if (group.Open is null && group.End is null)
                yield return $"group {group.Number} is neither open nor ended";
            if (group.End is { Phase: < GroupPhase.Trained } odd)
                yield return $"group {group.Number} ended as {odd.Phase}, which is no end";
            if (group.ConsumedStep is { } step && group.End is { } end && end != GroupEnd.TrainedAt(step))
                yield return $"group {group.Number} is in the weights by step {step} and ended as {end.Phase}{(end.Step is { } other ? $" at step {other}" : "")}";
        }
    }

    private static IEnumerable<string> Counts(AuditedRun run)
    {
        var counts = run.Queue.Counts;
        var ended = run.Groups.Where(group => group is { Open: null, End: not null }).ToLookup(group => group.End!.Phase);
        foreach (var (phase, counted) in (IEnumerable<(GroupPhase, int)>)[(GroupPhase.Trained, counts.Trained), (GroupPhase.NoSignal, counts.NoSignal),
            (GroupPhase.Stale, counts.Stale), (GroupPhase.Failed, counts.Failed), (GroupPhase.Abandoned, counts.Abandoned)])
            if (ended[phase].Count() != counted)
                yield return $"{Counted.Of(ended[phase].Count(), "group")} ended as {phase}, the queue counts {counted}";
        if (counts.Issued != counts.Trained + counts.NoSignal + counts.Stale + counts.Failed + counts.Abandoned + counts.InFlight)
            yield return $"{Counted.Of(counts.Issued, "group was", "groups were")} issued, which is not the sum of those that ended and those in flight";
    }

    private static IEnumerable<string> Steps(AuditedRun run, List<AuditedGroup> trained)
    {
        var sizes = Enumerable.Range(0, run.Spec.RlStages().Count).Select(stage => run.Spec.SizesOf(stage).NMinibatch).Distinct().ToList();
        var bySteps = trained.ToLookup(group => group.TrainedStep!.Value);
        for (var step = 1; step <= run.Queue.Step; step++)
            if (!sizes.Contains(bySteps[step].Count() * run.Spec.Rl.GroupSize))
                yield return $"step {step} holds {Counted.Of(bySteps[step].Count() * run.Spec.Rl.GroupSize, "completion")}, n_minibatch is {string.Join(" or ", sizes)}";
        foreach (var group in trained.Where(group => group.TrainedStep < 1 || group.TrainedStep > run.Queue.Step))
            yield return $"group {group.Number} is trained at step {group.TrainedStep}, the weights have {run.Queue.Step}";
        if (run.Queue.GroupsInWeights != trained.Count)
            yield return $"{Counted.Of(trained.Count, "group is", "groups are")} in the weights, the queue counts {run.Queue.GroupsInWeights}";
    }

    private static IEnumerable<string> Trained(AuditedRun run, AuditedGroup group)
    {
        if (group.Rollouts != run.Spec.Rl.GroupSize)
            yield return $"group {group.Number} was trained with {Counted.Of(group.Rollouts, "rollout")} of {run.Spec.Rl.GroupSize}";
        if (group.VersionedTokens != group.Tokens)
            yield return $"group {group.Number} was trained with {Counted.Of(group.Tokens, "token")}, the weights of {group.VersionedTokens} are known";
        if (group.LacksScore)
            yield return $"group {group.Number} was trained with a rollout that no verifier scored";
    }

    private static IEnumerable<string> Versions(AuditedRun run, List<AuditedGroup> trained)
    {
        var hashed = run.Published.Where(version => version.ContentHash.Length > 0).Select(version => version.Version.Number).ToHashSet();
        foreach (var same in run.Published.GroupBy(version => version.Version).Where(same => same.Count() > 1))
            yield return $"version {same.Key} was published {same.Count()} times";
        // Of a step that was made again after a crash the last update survives; it was computed on the version before its own.
        var updates = run.Published.Where(version => version.IsUpdate).GroupBy(version => version.Step).ToDictionary(same => same.Key, same => same.Max(version => version.Version.Number));
        var bound = run.MaxStaleness;
        foreach (var group in trained)
        {
            foreach (var version in group.Versions.Where(version => !hashed.Contains(version)))
                yield return $"group {group.Number} was trained with tokens of v{version}, which was never published";
            if (!updates.TryGetValue(group.TrainedStep!.Value, out var update) || group.Versions.Count == 0)
                continue;
            var lag = update - 1 - group.Versions.Min();
            if (group.Versions.Max() > update - 1 || (bound >= 0 && lag > bound))
                yield return $"group {group.Number} was trained on v{update - 1} with tokens of v{group.Versions.Min()} to v{group.Versions.Max()}, the bound is {bound}";
        }
    }

    /// <summary>The ledger is one publication ahead of the queue for a moment, so its sum is compared only when nobody writes any more.</summary>
    private static IEnumerable<string> Ledger(AuditedRun run, List<AuditedGroup> trained)
    {
        var bound = run.MaxStaleness;
        foreach (var lag in run.Lags.Where(lag => lag.Tokens > 0 && (lag.LagVersions < 0 || (bound >= 0 && lag.LagVersions > bound))))
            yield return $"{Counted.Of(lag.Tokens, "token was", "tokens were")} trained at lag {lag.LagVersions}, the bound is {bound}";
        if (run.State == RunLifecycle.Completed && run.Lags.Sum(lag => lag.Tokens) != trained.Sum(group => group.Tokens))
            yield return $"the ledger holds {Counted.Of(run.Lags.Sum(lag => lag.Tokens), "token")}, the trained groups {trained.Sum(group => group.Tokens)}";
    }
}
