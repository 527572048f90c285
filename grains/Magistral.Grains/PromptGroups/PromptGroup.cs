using Magistral.Method.Generation;
using Magistral.Contracts;
using Magistral.Contracts.Curriculum;
using Magistral.Contracts.PromptGroups;
using Magistral.Contracts.Verification;

namespace Magistral.Grains.PromptGroups;

/// <summary>The rules of a prompt group's life: pure functions from state to state. An unchanged state means that nothing happened.</summary>
public static class PromptGroup
{
    private const string Leased = "leased to ";

    /// <summary>Issues the group when it is new, and notes who holds it while rollouts are missing. Leased again before anything else happened, it says so once.</summary>
    public static PromptGroupState Lease(PromptGroupState group, Problem problem, GroupTerms terms, string generatorId, DateTimeOffset now)
    {
        if (group.Problem is null)
        {
            group = group with { Problem = problem, Terms = terms, IssuedAt = now, Timeline = [new(now, $"issued: {problem.Id}")] };
        }
        var isSaid = group.GeneratorId == generatorId && group.Timeline[^1].What.StartsWith(Leased, StringComparison.Ordinal);
        return group.End is null && MissingIndexes(group).Count > 0 && !isSaid
            ? group with { Phase = GroupPhase.Generating, GeneratorId = generatorId, Timeline = [.. group.Timeline, new(now, SayLeased(group.GeneratorId, generatorId))] }
            : group;
    }

    /// <summary>Indexes of the rollouts still owed, rising.</summary>
    public static IReadOnlyList<int> MissingIndexes(PromptGroupState group)
    {
        if (group.End is not null || group.Terms is null)
            return [];
        var present = group.Records.Select(rollout => rollout.Index).ToHashSet();
        return [.. Enumerable.Range(0, group.Terms.GroupSize).Where(index => !present.Contains(index))];
    }

    /// <summary>Those of a delivery that the group waits for; null when it waits for none of them, as after its end.</summary>
    public static RolloutDelivery? Owed(PromptGroupState group, RolloutDelivery delivery)
    {
        var missing = MissingIndexes(group).ToHashSet();
        var owed = delivery.Rollouts.Where(rollout => missing.Remove(rollout.Index)).ToList();
        return owed.Count == 0 ? null : delivery with { Rollouts = owed };
    }

    /// <summary>Enters rollouts that are stored; those it has already change nothing.</summary>
    public static PromptGroupState AddRollouts(PromptGroupState group, RolloutDelivery delivery, int part, DateTimeOffset now)
    {
        if (Owed(group, delivery) is not { } owed)
            return group;
        var records = owed.Rollouts.Select(rollout => RolloutRecord.Of(rollout, part, owed.GeneratorId));
        var next = group with
        {
            Records = [.. group.Records.Concat(records).OrderBy(rollout => rollout.Index)],
            Timeline = [.. group.Timeline, new(now, $"{Counted.Of(owed.Rollouts.Count, "rollout")} stored from {owed.GeneratorId}")],
        };
        return next with { Phase = MissingIndexes(next).Count == 0 ? GroupPhase.Verifying : GroupPhase.Generating };
    }

    /// <summary>The state as it is kept now, from one that version 0.1.0 stored.</summary>
    public static PromptGroupState Upgrade(PromptGroupState group) => group.Rollouts is not { Count: > 0 } whole || group.Records.Count > 0 ? group : group with
    {
        Records = [.. whole.Select(rollout =>
            RolloutRecord.Of(rollout.ToGenerated(), RolloutRecord.InState, rollout.GeneratorId) with { Score = rollout.Score, Advantage = rollout.Advantage })],
    };

    /// <summary>The rollouts that have no score yet.</summary>
    public static IReadOnlyList<RolloutRecord> Unscored(PromptGroupState group) =>
        group.End is not null ? [] : [.. group.Records.Where(rollout => rollout.Score is null)];

    /// <summary>What a verifier needs to score a rollout.</summary>
    public static ScoreRequest RequestFor(PromptGroupState group, GeneratedRollout rollout) => new(
        group.Problem!.Task, group.Problem.Prompt, rollout.Text, group.Problem.Reference, rollout.Completion.SampledCount,
        group.Problem.LMax, group.Problem.LCache, rollout.Finish == FinishReason.Length, group.Terms!.Rewards,
        TestSeed: (ulong)group.IssuedAt.UtcTicks);

    /// <summary>Enters scores. A failure of the verifier fails the group: it never becomes a reward. The last score settles it.</summary>
    public static PromptGroupState AddScores(PromptGroupState group, IReadOnlyList<RolloutScore> scores, DateTimeOffset now)
    {
        if (group.End is not null)
            return group;
        var byIndex = new Dictionary<int, Score>();
        foreach (var score in scores)
            byIndex.TryAdd(score.Index, score.Score);
        if (!group.Records.Any(rollout => rollout.Score is null && byIndex.ContainsKey(rollout.Index)))
            return group;
        var scored = group with
        {
            Records = [.. group.Records.Select(rollout =>
                rollout.Score is null && byIndex.TryGetValue(rollout.Index, out var score) ? rollout with { Score = score } : rollout)],
        };
        if (scored.Records.FirstOrDefault(rollout => rollout.Score?.Verdict == VerdictKind.Error) is { } failed)
            return End(scored, new(GroupPhase.Failed, $"verifier: {failed.Score!.Detail}"), now);
        return scored.Phase == GroupPhase.Verifying && Unscored(scored).Count == 0 ? GroupSettlement.Settle(scored, now) : scored;
    }

    /// <summary>Ends the group with an outcome; the same outcome again changes nothing.</summary>
    /// <exception cref="GroupAlreadyEndedException">It ended before, in another way.</exception>
    public static PromptGroupState End(PromptGroupState group, GroupEnd end, DateTimeOffset now) => group.End switch
    {
        null => group with { End = end, Phase = end.Phase, EndedAt = now, Timeline = [.. group.Timeline, new(now, Say(end))] },
        var was when was == end => group,
        var was => throw new GroupAlreadyEndedException(group.Problem?.Id ?? "?", was, end),
    };

    /// <summary>What a group waits for since the last thing that happened to it; null when it is somebody else's turn to say.</summary>
    /// <param name="group">The group.</param>
    /// <param name="announced">Whether its result reached the queue.</param>
    public static GroupWait? WaitOf(PromptGroupState group, bool announced) => group.Timeline.Count == 0 ? null : group.Phase switch
    {
        GroupPhase.Generating => new(WaitKind.Generator, group.GeneratorId, group.Timeline[^1].At),
        GroupPhase.Verifying => new(WaitKind.Verifier, Placement.VerifierKey.For(group.Problem!.Task, group.Problem.Id, 0).ToString(), group.Timeline[^1].At),
        _ when !announced => new(WaitKind.Announcement, "queue", group.Timeline[^1].At),
        _ => null,
    };

    /// <summary>Notes that something was overdue and asked for again.</summary>
    public static PromptGroupState NoteOverdue(PromptGroupState group, WaitKind wait, string owner, TimeSpan age, DateTimeOffset now) => group with
    {
        Timeline = [.. group.Timeline, new(now, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"waited {age.TotalSeconds:0.#} s for {wait} {owner}: asked again"))],
    };

    /// <summary>The oldest version among the group's sampled tokens.</summary>
    public static WeightVersion OldestVersion(PromptGroupState group) =>
        group.Records.SelectMany(rollout => rollout.Spans).Select(span => span.Version).OfType<WeightVersion>().Min();

    /// <summary>The group in short; null before it is issued.</summary>
    public static GroupSummary? Summary(int number, PromptGroupState group)
    {
        if (group.Problem is not { } problem)
            return null;
        var scores = group.Records.Select(rollout => rollout.Score).OfType<Score>().Where(score => score.Verdict != VerdictKind.Error).ToList();
        var prompt = problem.Prompt.Trim();
        return new(
            number, problem.Id, problem.StageName, prompt.Length <= GroupSummary.MostPromptCharacters ? prompt : prompt[..GroupSummary.MostPromptCharacters], group.Phase, group.End,
            group.IssuedAt, group.EndedAt, group.Records.Count, group.Records.Sum(rollout => (long)rollout.LengthTokens), ByVersion(group),
            scores.Count, scores.Count(score => score.Verdict == VerdictKind.Correct), scores.Count == 0 ? null : scores.Average(score => score.Axes.Total))
        {
            Step = group.End?.Step,
        };
    }

    private static TokenSpan[] ByVersion(PromptGroupState group) =>
        [.. group.Records.SelectMany(rollout => rollout.Spans).Where(span => span.IsSampled).GroupBy(span => span.Version)
            .Select(same => new TokenSpan(same.Sum(span => span.Count), same.Key)).OrderBy(span => span.Version)];

    private static string SayLeased(string before, string generatorId) =>
        before.Length == 0 ? $"{Leased}{generatorId}" : $"{Leased}{generatorId}: {before} held it and did not end it";

    private static string Say(GroupEnd end) => end switch
    {
        { Step: { } step } => $"trained at step {step}",
        { Reason.Length: 0 } => $"ended: {end.Phase}",
        _ => $"ended: {end.Phase}, {end.Reason}",
    };
}
