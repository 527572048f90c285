using Magistral.Contracts;
using Magistral.Contracts.Curriculum;
using Magistral.Contracts.PromptGroups;
using Magistral.Contracts.Queue;
using Magistral.Contracts.Silos;
using Magistral.Contracts.Specs.Revisions;
using Magistral.Contracts.Training.Terms;
using Magistral.Grains.Placement;
using Magistral.Grains.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Magistral.Grains.Queue;

/// <summary>The grain of a run's queue: admission, leases, hand-over. Groups are told before the books forget them, so that a crash between the two is repaired by repeating.</summary>
[GrainType("rollout-queue"), RequireRole(SiloRoles.Coordinator)]
public sealed partial class RolloutQueueGrain(
    [PersistentState("queue", GrainStores.Objects)] IPersistentState<RolloutQueueState> queue,
    TimeProvider clock,
    IHostApplicationLifetime silo,
    ILogger<RolloutQueueGrain> log) : Grain, IRolloutQueueGrain
{
    private const int AsksAtOnce = 128;
    private static readonly TimeSpan AskPeriod = TimeSpan.FromSeconds(5);
    private readonly QueueWatch watch = new();
    private readonly StaleGenerators stale = new();
    private readonly Dictionary<int, DateTimeOffset> askedAt = [];
    private readonly Dictionary<string, (string Call, LeaseAnswer Answer)> leased = []; // a grain that moved leases anew: what was not heard of lapses with the next renewal
    private readonly ChangeSignal work = new(clock, silo.ApplicationStopping);
    private readonly ChangeSignal batches = new(clock, silo.ApplicationStopping);
    private RolloutQueueState? told;
    private KnownRevision? revision;

    private string RunId => this.GetPrimaryKeyString();

    private KnownRevision Revision => revision ??= new(GrainFactory, RunId);

    /// <inheritdoc/>
    public Task<long> WaitForWorkAsync(long known, TimeSpan atMost, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var lapse = QueueChanges.NextLapse(queue.State, now) - now;
        return work.WaitAsync(known, lapse < atMost ? lapse.Value : atMost, cancellation);
    }

    /// <inheritdoc/>
    public Task<long> WaitForBatchAsync(long known, TimeSpan atMost, CancellationToken cancellation) => batches.WaitAsync(known, atMost, cancellation);

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        told = queue.State;
        return base.OnActivateAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<LeaseAnswer> LeaseAsync(LeaseRequest request, CancellationToken cancellation)
    {
        if (request.Call.Length > 0 && leased.TryGetValue(request.GeneratorId, out var last) && last.Call == request.Call)
            return last.Answer with { Groups = [.. last.Answer.Groups.Where(lease => LeaseRenewal.Lost(queue.State, request.GeneratorId, [lease.Number]).Count == 0)] };
        var answer = await LeaseMoreAsync(request, cancellation);
        leased[request.GeneratorId] = (request.Call, answer);
        return answer;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<int>> RenewAsync(string generatorId, IReadOnlyList<int> groups, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var deadline = now.AddSeconds((await Revision.NewestAsync(cancellation)).Spec.Rl.LeaseSeconds);
        await CommitAsync(LeaseRenewal.Renew(queue.State, generatorId, groups, now, deadline), cancellation);
        return LeaseRenewal.Lost(queue.State, generatorId, groups);
    }

    /// <inheritdoc/>
    public async Task ReleaseAsync(string generatorId, CancellationToken cancellation)
    {
        await CommitAsync(RolloutQueue.Release(queue.State, generatorId, clock.GetUtcNow()), cancellation);
        batches.Raise(); // it may have been the last that generates, which ends a run
    }

    /// <inheritdoc/>
    public Task ReadyAsync(ReadyGroup group, CancellationToken cancellation) =>
        CommitAsync(RolloutQueue.Ready(queue.State, group, clock.GetUtcNow()), cancellation);

    /// <inheritdoc/>
    public Task EndedAsync(int number, GroupEnd end, CancellationToken cancellation) =>
        CommitAsync(RolloutQueue.End(queue.State, number, end), cancellation);

    /// <inheritdoc/>
    public async Task<TakenBatch?> TakeAsync(TakeRequest request, CancellationToken cancellation)
    {
        var admitted = Admit(request.Term);
        stale.Trains(request.Version);
        if (admitted.Taken is { } taken && taken.Batch == request.Batch)
            return taken;
        var newest = await Revision.NewestAsync(cancellation);
        var run = newest.Spec;
        var sizes = run.SizesOf(queue.State.CurrentStage);
        var selection = BatchSelection.Select(admitted, request, sizes, run.Rl.GroupSize, run.Rl.MaxStaleness);
        var next = admitted;
        foreach (var number in selection.Stale)
            next = await EndGroupAsync(next, number, new(GroupPhase.Stale, $"older than {Counted.Of(run.Rl.MaxStaleness, "version")} at {request.Version}"), cancellation);
        if (selection.Batch is not null)
            next = next with { Taken = selection.Batch with { Revision = newest.Number } };
        await CommitAsync(next, cancellation);
        return selection.Batch is null ? null : next.Taken;
    }

    /// <inheritdoc/>
    public async Task ConsumedAsync(int step, IReadOnlyList<int> groups, TrainerTerm term, CancellationToken cancellation) =>
        await CommitAsync(RolloutQueue.Consume(Admit(term), step, groups), cancellation);

    /// <inheritdoc/>
    public async Task CheckpointCommittedAsync(int step, TrainerTerm term, CancellationToken cancellation)
    {
        var admitted = Admit(term);
        var ends = admitted.Consumed.Where(consumed => consumed.Step <= step).SelectMany(consumed =>
            consumed.Groups.Select(group => Group(group.Number).EndAsync(GroupEnd.TrainedAt(consumed.Step), cancellation)));
        await IndexAsync(await Task.WhenAll(ends), cancellation);
        await CommitAsync(RolloutQueue.CommitTrained(admitted, step), cancellation);
    }

    /// <inheritdoc/>
    public async Task FallBackAsync(int step, TrainerTerm term, CancellationToken cancellation)
    {
        await CheckpointCommittedAsync(step, term, cancellation);
        var before = queue.State;
        await CommitAsync(RolloutQueue.FallBack(before, step, clock.GetUtcNow()), cancellation);
        LogFellBack(log, RunId, before.Step, step, before.GroupsInWeights - queue.State.GroupsInWeights);
    }

    /// <inheritdoc/>
    public async Task OpenAsync(TrainerTerm term, CancellationToken cancellation)
    {
        var admitted = Admit(term);
        await CommitAsync(admitted.Admitting ? admitted : admitted with { Admitting = true }, cancellation);
    }

    /// <inheritdoc/>
    public async Task CloseAsync(string reason, TrainerTerm term, CancellationToken cancellation)
    {
        var next = Admit(term) with { Closed = true, Taken = null };
        foreach (var entry in queue.State.Open)
            next = await EndGroupAsync(next, entry.Number, new(GroupPhase.Abandoned, reason), cancellation);
        await CommitAsync(next, cancellation);
    }

    /// <inheritdoc/>
    public async Task WatchAsync(CancellationToken cancellation)
    {
        if (queue.State.Open.Count == 0 || queue.State.Closed)
            return;
        var (run, now) = ((await Revision.NewestAsync(cancellation)).Spec, clock.GetUtcNow());
        var sizes = run.SizesOf(queue.State.CurrentStage);
        foreach (var overdue in watch.Overdue(queue.State, sizes.NBatch / run.Rl.GroupSize, TimeSpan.FromSeconds(run.Rl.LeaseSeconds), now))
            Name(overdue.Number, overdue.Wait.For, overdue.Wait.Owner, now - overdue.Wait.Since);
        var unasked = queue.State.Open.Where(entry => entry.Phase == GroupPhase.Generating && now - askedAt.GetValueOrDefault(entry.Number, entry.Since) > AskPeriod);
        var asked = unasked.OrderBy(entry => askedAt.GetValueOrDefault(entry.Number)).Take(AsksAtOnce).Select(entry => entry.Number).ToList();
        foreach (var gone in askedAt.Keys.Except(queue.State.Open.Select(entry => entry.Number)).ToList())
            askedAt.Remove(gone);
        foreach (var number in asked)
            askedAt[number] = now;
        await Task.WhenAll(asked.Select(number => Group(number).WatchAsync(cancellation)));
    }

    /// <inheritdoc/>
    public async Task SpecRevisedAsync(int revision, CancellationToken cancellation)
    {
        if (!await Revision.HearAsync(revision, cancellation))
            return;
        work.Raise(); // another bound may admit more
        batches.Raise(); // another budget may end the run
    }

    /// <inheritdoc/>
    public Task<QueueReport> DescribeAsync(CancellationToken cancellation)
    {
        var state = queue.State;
        var open = state.Open.Select(entry => new OpenGroup(entry.Number, entry.Phase, entry.GeneratorId, entry.Since, null))
            .Concat(state.Consumed.SelectMany(step => step.Groups.Select(group => new OpenGroup(group.Number, GroupPhase.Consumed, "", null, step.Step))))
            .OrderBy(group => group.Number).ToList();
        return Task.FromResult(new QueueReport(state.Step, state.GroupsInWeights, state.Counts(), open, state.Closed, Revision.Number));
    }

    private async Task<LeaseAnswer> LeaseMoreAsync(LeaseRequest request, CancellationToken cancellation)
    {
        var newest = await Revision.NewestAsync(cancellation);
        var run = newest.Spec;
        var sizes = run.SizesOf(queue.State.CurrentStage);
        if (queue.State.Closed)
            return new([], sizes.NAsync, Throttled: false, Closed: true, newest.Number);
        if (!queue.State.Admitting)
            return new([], sizes.NAsync, Throttled: false, Closed: false, newest.Number);
        if (stale.Holds(request.GeneratorId, request.Version, run.Rl.MaxStaleness, out var since))
        {
            if (since is { } trained)
                LogHeld(log, RunId, request.GeneratorId, request.Version!.Value, trained, run.Rl.MaxStaleness);
            return new([], sizes.NAsync, Throttled: true, Closed: false, newest.Number);
        }
        var wanted = Math.Max(0, (sizes.NAsync - request.InFlight + run.Rl.GroupSize) / run.Rl.GroupSize);
        var leases = new List<GroupLease>();
        foreach (var entry in RolloutQueue.Lapsed(queue.State, clock.GetUtcNow()).Take(wanted).ToList())
            if (await LeaseAgainAsync(newest, entry.Number, request.GeneratorId, cancellation) is { } lease)
                leases.Add(lease);
        var admitted = RolloutQueue.Admitted(queue.State, wanted - leases.Count, sizes, run.Rl.GroupSize, run.Rl.MaxStaleness);
        leases.AddRange(await IssueAsync(newest, admitted, request.GeneratorId, cancellation));
        return new(leases, sizes.NAsync, Throttled: leases.Count < wanted, Closed: false, newest.Number);
    }

    private async Task<GroupLease?> LeaseAgainAsync(SpecRevision newest, int number, string generatorId, CancellationToken cancellation)
    {
        var before = RolloutQueue.Find(queue.State, number)!;
        var deadline = clock.GetUtcNow().AddSeconds(newest.Spec.Rl.LeaseSeconds);
        await CommitAsync(RolloutQueue.Renew(queue.State, number, generatorId, deadline), cancellation);
        var lease = await LeaseGroupAsync(newest, number, generatorId, deadline, cancellation);
        if (lease.MissingIndexes.Count == 0)
            return null; // its scores are not there yet
        var kept = lease.Partials.Sum(partial => partial.Completion.Length);
        Name(number, WaitKind.Generator, before.GeneratorId, clock.GetUtcNow() - before.Since);
        MagistralMetrics.Kept(kept);
        LogLeasedAgain(log, RunId, number, generatorId, kept);
        return lease;
    }

    private async Task<IReadOnlyList<GroupLease>> IssueAsync(SpecRevision newest, int count, string generatorId, CancellationToken cancellation)
    {
        if (count == 0)
            return [];
        var now = clock.GetUtcNow();
        var deadline = now.AddSeconds(newest.Spec.Rl.LeaseSeconds);
        var first = queue.State.Issued + 1;
        await CommitAsync(RolloutQueue.Issue(queue.State, count, generatorId, now, deadline), cancellation);
        return await Task.WhenAll(Enumerable.Range(first, count).Select(number => LeaseGroupAsync(newest, number, generatorId, deadline, cancellation)));
    }

    private async Task<GroupLease> LeaseGroupAsync(SpecRevision newest, int number, string generatorId, DateTimeOffset deadline, CancellationToken cancellation)
    {
        var drawn = await GrainFactory.GetGrain<ICurriculumGrain>(RunId).DrawAsync(number, cancellation);
        queue.State = queue.State with { CurrentStage = drawn.CurrentStage }; // stored with the next change of the books
        return await Group(number).LeaseAsync(drawn.Problem, GroupTerms.Of(newest.Spec, newest.Number), generatorId, deadline, cancellation);
    }

    /// <summary>Ends a group; should it have ended by itself before, its own end counts.</summary>
    private async Task<RolloutQueueState> EndGroupAsync(RolloutQueueState state, int number, GroupEnd end, CancellationToken cancellation)
    {
        try
        {
            await IndexAsync([await Group(number).EndAsync(end, cancellation)], cancellation);
            return RolloutQueue.End(state, number, end);
        }
        catch (GroupAlreadyEndedException)
        {
            var ended = await Group(number).SummaryAsync(cancellation);
            await IndexAsync([ended], cancellation);
            return RolloutQueue.End(state, number, ended!.End!);
        }
    }

    private Task IndexAsync(IEnumerable<GroupSummary?> ended, CancellationToken cancellation)
    {
        var groups = ended.OfType<GroupSummary>().ToList();
        return groups.Count == 0 ? Task.CompletedTask : GrainFactory.GetGrain<IGroupIndexGrain>(RunId).AddAsync(groups, cancellation);
    }

    private void Name(int number, WaitKind wait, string owner, TimeSpan age)
    {
        LogOverdue(log, RunId, number, age.TotalSeconds, wait, owner);
        MagistralMetrics.Overdue(wait);
    }

    private IPromptGroupGrain Group(int number) => GrainFactory.GetGrain<IPromptGroupGrain>(new GroupKey(RunId, number).ToString());

    private RolloutQueueState Admit(TrainerTerm term) => term == queue.State.Term
        ? queue.State
        : queue.State with { Term = queue.State.Term.Admit(RunId, term) };

    private async Task CommitAsync(RolloutQueueState next, CancellationToken cancellation)
    {
        if (ReferenceEquals(next, queue.State))
            return;
        try
        {
            await queue.CommitAsync(next, cancellation);
        }
        catch
        {
            Tell(isCertain: true); // the activation may end with this, which waits for calls under way
            throw;
        }
        Tell(isCertain: false);
    }

    /// <summary>Answers those who wait for what has changed since they were told last.</summary>
    private void Tell(bool isCertain)
    {
        var (before, after) = (told ?? new(), queue.State);
        told = after;
        if (isCertain || QueueChanges.MayBringWork(before, after))
            work.Raise();
        if (isCertain || QueueChanges.MayBringBatch(before, after))
            batches.Raise();
    }
}
