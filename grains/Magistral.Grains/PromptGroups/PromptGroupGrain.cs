using Magistral.Method.Generation;
using Orleans.Serialization;
using Magistral.Contracts.Curriculum;
using Magistral.Contracts.PromptGroups;
using Magistral.Contracts.Queue;
using Magistral.Contracts.Silos;
using Magistral.Grains.Placement;
using Magistral.Grains.Storage;
using Microsoft.Extensions.Logging;

namespace Magistral.Grains.PromptGroups;

/// <summary>
/// The grain of one prompt group: stores what happens to it, has its rollouts scored, and announces its result.
/// Scoring and announcing run beside the grain's turns, so that neither a slow verifier nor a busy queue holds up a delivery.
/// </summary>
[GrainType("prompt-group"), RequireRole(SiloRoles.Coordinator)]
public sealed partial class PromptGroupGrain(
    [PersistentState("group", GrainStores.Objects)] IPersistentState<PromptGroupState> group,
    IObjectStore store,
    Serializer<RolloutDelivery> serializer,
    GroupDeadlines deadlines,
    TimeProvider clock,
    ILogger<PromptGroupGrain> log) : Grain, IPromptGroupGrain
{
    private readonly HashSet<int> scoringNow = [];
    private IGrainTimer? retry;
    private Task announcement = Task.CompletedTask;
    private bool announced;
    private GroupJournal? journal;

    private GroupRollouts? rollouts;

    private GroupRollouts Rollouts => rollouts ??= new(store, serializer, Key);

    private GroupJournal Journal => journal ??= new(store, Key);

    private GroupKey Key => GroupKey.Parse(this.GetPrimaryKeyString());

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        group.State = PromptGroup.Upgrade(group.State);
        if (PromptGroup.MissingIndexes(group.State).Count == 0)
            return;
        await Journal.ReadAsync(cancellationToken);
        foreach (var (part, stored) in await Rollouts.ReadAsync(cancellationToken))
            group.State = PromptGroup.AddRollouts(group.State, stored, part, stored.At!.Value);
    }

    /// <inheritdoc/>
    public async Task<GroupLease> LeaseAsync(Problem problem, GroupTerms terms, string generatorId, DateTimeOffset deadline, CancellationToken cancellation)
    {
        await CommitAsync(PromptGroup.Lease(group.State, problem, terms, generatorId, clock.GetUtcNow()), cancellation);
        Resume();
        return new(Key.Number, group.State.Problem!, PromptGroup.MissingIndexes(group.State), deadline, Journal.Partials);
    }

    /// <inheritdoc/>
    public async Task RecordRolloutsAsync(RolloutDelivery delivery, CancellationToken cancellation)
    {
        if (PromptGroup.Owed(group.State, delivery) is { } owed)
        {
            var now = clock.GetUtcNow();
            var part = await Rollouts.AddAsync(owed with { At = now }, cancellation);
            group.State = PromptGroup.AddRollouts(group.State, owed, part, now); // follows from what is stored; written when something is decided
        }
        if (PromptGroup.MissingIndexes(group.State).Count == 0)
            await Journal.ClearAsync(cancellation);
        Resume();
    }

    /// <inheritdoc/>
    public async Task<bool> RecordProgressAsync(string generatorId, IReadOnlyList<PartialRollout> partials, CancellationToken cancellation)
    {
        var missing = PromptGroup.MissingIndexes(group.State);
        if (missing.Count == 0 || group.State.GeneratorId != generatorId)
            return false;
        await Journal.AddAsync(partials, missing, cancellation);
        return true;
    }

    /// <inheritdoc/>
    public async Task RecordScoresAsync(IReadOnlyList<RolloutScore> scores, CancellationToken cancellation)
    {
        scoringNow.ExceptWith(scores.Select(score => score.Index));
        var next = PromptGroup.AddScores(group.State, scores, clock.GetUtcNow());
        if (next.Phase is GroupPhase.Generating or GroupPhase.Verifying)
            group.State = next; // a score can be computed again: all are stored with the last one
        else
            await CommitAsync(next, cancellation);
        Resume();
    }

    /// <inheritdoc/>
    public Task WatchAsync(CancellationToken cancellation)
    {
        if (PromptGroup.WaitOf(group.State, announced) is not { For: not WaitKind.Generator } wait)
            return Task.CompletedTask;
        var age = clock.GetUtcNow() - wait.Since;
        if (age < deadlines.Of(wait.For, group.State.Problem!.Task))
            return Task.CompletedTask;
        NoteOverdue(wait.For, wait.Owner, age);
        scoringNow.Clear();
        announcement = Task.CompletedTask;
        Resume();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<GroupSummary?> EndAsync(GroupEnd end, CancellationToken cancellation)
    {
        await CommitAsync(PromptGroup.End(group.State, end, clock.GetUtcNow()), cancellation);
        await Journal.ClearAsync(cancellation);
        announced = true; // whoever ends a group from outside knows of it
        DeactivateOnIdle();
        return PromptGroup.Summary(Key.Number, group.State);
    }

    /// <inheritdoc/>
    public Task<GroupSummary?> SummaryAsync(CancellationToken cancellation)
    {
        LeaveIfEnded();
        return Task.FromResult(PromptGroup.Summary(Key.Number, group.State));
    }

    /// <inheritdoc/>
    public async Task<GroupView?> DescribeAsync(CancellationToken cancellation)
    {
        var state = group.State;
        if (state.Problem is null)
            return null;
        var (prompt, whole) = await WholeAsync(state, cancellation);
        LeaveIfEnded();
        return new GroupView(Key, state.Problem, state.Phase, state.End, state.IssuedAt, state.EndedAt, prompt, whole, state.Timeline, PromptGroup.WaitOf(state, announced));
    }

    /// <summary>A reader of many ended groups shall not leave all of them in memory.</summary>
    private void LeaveIfEnded()
    {
        if (group.State.End is not null && announcement.IsCompleted && retry is null)
            DeactivateOnIdle();
    }

    /// <summary>The rollouts with their tokens, by index.</summary>
    private async Task<(TokenStream Prompt, IReadOnlyList<Rollout> Rollouts)> WholeAsync(PromptGroupState state, CancellationToken cancellation)
    {
        var whole = new List<Rollout>();
        foreach (var record in state.Records)
            whole.Add(new(await GeneratedAsync(state, record, cancellation), record.GeneratorId, record.Score, record.Advantage));
        return state.Records is [.., { Part: not RolloutRecord.InState and var part }]
            ? ((await Rollouts.PartAsync(part, cancellation)).Prompt, whole)
            : (StoredRollout.PromptOf(state.PromptTokens), whole);
    }

    private async Task<GeneratedRollout> GeneratedAsync(PromptGroupState state, RolloutRecord record, CancellationToken cancellation) => record.Part == RolloutRecord.InState
        ? state.Rollouts!.First(rollout => rollout.Generated.Index == record.Index).ToGenerated()
        : (await Rollouts.PartAsync(record.Part, cancellation)).Rollouts.First(rollout => rollout.Index == record.Index);

    private async Task CommitAsync(PromptGroupState next, CancellationToken cancellation)
    {
        if (ReferenceEquals(next, group.State))
            return;
        var ends = next.End is not null && group.State.End is null;
        await group.CommitAsync(next, cancellation);
        if (ends)
            LogEnded(log, Key, next.End!.Phase, next.End.Reason);
    }

    /// <summary>Sets going what the state asks for: scores that are missing, a result that nobody was told.</summary>
    private void Resume()
    {
        var unscored = PromptGroup.Unscored(group.State).Where(rollout => scoringNow.Add(rollout.Index)).ToList();
        if (unscored.Count > 0)
            _ = ScoreAsync(group.State, unscored);
        var settled = group.State.End is not null || group.State.Phase == GroupPhase.Ready;
        if (settled && !announced && announcement.IsCompleted)
            announcement = AnnounceAsync(group.State);
    }

    private async Task ScoreAsync(PromptGroupState state, IReadOnlyList<RolloutRecord> unscored)
    {
        var self = this.AsReference<IPromptGroupGrain>();
        try
        {
            var generated = await Task.WhenAll(unscored.Select(rollout => GeneratedAsync(state, rollout, CancellationToken.None)));
            var scores = await new GroupScoring(GrainFactory, deadlines, clock, (verifier, waited) => NoteOverdue(WaitKind.Verifier, verifier, waited)).ScoreAsync(state, generated);
            await self.RecordScoresAsync(scores, CancellationToken.None);
        }
        catch (Exception error) // nobody awaits this: it is named here and tried again
        {
            scoringNow.ExceptWith(unscored.Select(rollout => rollout.Index));
            LogScoresLost(log, error, Key);
            ResumeLater();
        }
    }

    private async Task AnnounceAsync(PromptGroupState state)
    {
        var key = Key;
        try
        {
            await TellAsync(key, state).WaitAsync(deadlines.Announcement, clock);
            announced = true;
            if (state.End is not null)
                DeactivateOnIdle();
        }
        catch (Exception error) // nobody awaits this: it is named here and tried again
        {
            if (error is TimeoutException)
                NoteOverdue(WaitKind.Announcement, "queue", deadlines.Announcement);
            LogAnnouncementLost(log, error, key);
            ResumeLater();
        }
    }

    private async Task TellAsync(GroupKey key, PromptGroupState state)
    {
        var queue = GrainFactory.GetGrain<IRolloutQueueGrain>(key.RunId);
        if (state.Records.Count == state.Terms!.GroupSize && state.Records.All(rollout => rollout.Advantage is not null))
            await GrainFactory.GetGrain<ICurriculumGrain>(key.RunId).RecordAsync(GroupSettlement.Outcome(key.Number, state), CancellationToken.None);
        if (state.End is not null)
            await GrainFactory.GetGrain<IGroupIndexGrain>(key.RunId).AddAsync([PromptGroup.Summary(key.Number, state)!], CancellationToken.None);
        if (state.End is { } end)
            await queue.EndedAsync(key.Number, end, CancellationToken.None);
        else
            await queue.ReadyAsync(new(key.Number, PromptGroup.OldestVersion(state)), CancellationToken.None);
    }

    /// <summary>Names what let a deadline pass; the timeline is stored with the group's next change.</summary>
    private void NoteOverdue(WaitKind wait, string owner, TimeSpan age)
    {
        LogOverdue(log, Key, age.TotalSeconds, wait, owner);
        MagistralMetrics.Overdue(wait);
        group.State = PromptGroup.NoteOverdue(group.State, wait, owner, age, clock.GetUtcNow());
    }

    private void ResumeLater()
    {
        retry?.Dispose();
        retry = this.RegisterGrainTimer(
            _ =>
            {
                Resume();
                return Task.CompletedTask;
            },
            new() { DueTime = deadlines.RetryAfter, Period = Timeout.InfiniteTimeSpan });
    }
}
