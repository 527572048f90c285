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
    GroupDeadlines deadlines,
    TimeProvider clock,
    ILogger<PromptGroupGrain> log) : Grain, IPromptGroupGrain
{
    private readonly HashSet<int> scoringNow = [];
    private IGrainTimer? retry;
    private Task announcement = Task.CompletedTask;
    private bool announced;
    private GroupJournal? journal;

    private GroupJournal Journal => journal ??= new(store, Key);

    private GroupKey Key => GroupKey.Parse(this.GetPrimaryKeyString());

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (PromptGroup.MissingIndexes(group.State).Count > 0)
            await Journal.ReadAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<LeasedGroup> LeaseAsync(Problem problem, GroupTerms terms, string generatorId, CancellationToken cancellation)
    {
        await CommitAsync(PromptGroup.Lease(group.State, problem, terms, generatorId, clock.GetUtcNow()), cancellation);
        Resume();
        return new(group.State.Problem!, PromptGroup.MissingIndexes(group.State), Journal.Partials);
    }

    /// <inheritdoc/>
    public async Task RecordRolloutsAsync(RolloutDelivery delivery, CancellationToken cancellation)
    {
        await CommitAsync(PromptGroup.AddRollouts(group.State, delivery, clock.GetUtcNow()), cancellation);
        if (PromptGroup.MissingIndexes(group.State).Count == 0)
            await Journal.ClearAsync(cancellation);
        Resume();
    }

    /// <inheritdoc/>
    public async Task<bool> RecordProgressAsync(RolloutProgress progress, CancellationToken cancellation)
    {
        var missing = PromptGroup.MissingIndexes(group.State);
        if (missing.Count == 0 || group.State.Holder != progress.GeneratorId)
            return false;
        await Journal.AddAsync(progress.Partials, missing, cancellation);
        return true;
    }

    /// <inheritdoc/>
    public async Task RecordScoresAsync(IReadOnlyList<RolloutScore> scores, CancellationToken cancellation)
    {
        scoringNow.ExceptWith(scores.Select(score => score.Index));
        var next = PromptGroup.AddScores(group.State, scores, clock.GetUtcNow());
        if (next.Phase == GroupPhase.Generating)
            group.State = next; // a score can be computed again: it is stored with the next rollout
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
    public async Task EndAsync(GroupEnd end, CancellationToken cancellation)
    {
        await CommitAsync(PromptGroup.End(group.State, end, clock.GetUtcNow()), cancellation);
        await Journal.ClearAsync(cancellation);
        announced = true; // whoever ends a group from outside knows of it
        DeactivateOnIdle();
    }

    /// <inheritdoc/>
    public Task<GroupView?> DescribeAsync(CancellationToken cancellation)
    {
        var state = group.State;
        return Task.FromResult(state.Problem is null ? null : new GroupView(
            Key, state.Problem, state.Phase, state.End, state.IssuedAt, state.EndedAt, state.PromptTokens, state.Rollouts, state.Timeline, PromptGroup.WaitOf(state, announced)));
    }

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
        var unscored = PromptGroup.Unscored(group.State).Where(rollout => scoringNow.Add(rollout.Generated.Index)).ToList();
        if (unscored.Count > 0)
            _ = ScoreAsync(group.State, unscored);
        var settled = group.State.End is not null || group.State.Phase == GroupPhase.Ready;
        if (settled && !announced && announcement.IsCompleted)
            announcement = AnnounceAsync(group.State);
    }

    private async Task ScoreAsync(PromptGroupState state, IReadOnlyList<Contracts.PromptGroups.Rollout> unscored)
    {
        var self = this.AsReference<IPromptGroupGrain>();
        try
        {
            var scores = await new GroupScoring(GrainFactory, deadlines, clock, (verifier, waited) => NoteOverdue(WaitKind.Verifier, verifier, waited)).ScoreAsync(state, unscored);
            await self.RecordScoresAsync(scores, CancellationToken.None);
        }
        catch (Exception error) // nobody awaits this: it is named here and tried again
        {
            scoringNow.ExceptWith(unscored.Select(rollout => rollout.Generated.Index));
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
        if (state.Rollouts.Count == state.Terms!.GroupSize && state.Rollouts.All(rollout => rollout.Advantage is not null))
            await GrainFactory.GetGrain<ICurriculumGrain>(key.RunId).RecordAsync(GroupSettlement.Outcome(key.Number, state), CancellationToken.None);
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
