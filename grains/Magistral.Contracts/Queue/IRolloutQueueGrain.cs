using Magistral.Contracts.PromptGroups;
using Magistral.Contracts.Security;
using Magistral.Contracts.Training.Terms;
using Orleans.Concurrency;

namespace Magistral.Contracts.Queue;

/// <summary>
/// The groups of a run between issue and training: admission by bounded staleness and concurrency, leases to generators,
/// exactly-once hand-over to the trainer. Key: the run id.
/// </summary>
/// <remarks>Calls may be repeated: the second changes nothing and answers as the first. Those of a trainer whose term is over end in <see cref="TrainerSupersededException"/>.</remarks>
[Alias("magistral.rollout-queue")]
public interface IRolloutQueueGrain : IGrainWithStringKey
{
    /// <summary>
    /// Waits until it is worth asking for a lease again: places became free, a lease lapsed, admission began or ended. It changes nothing and holds up no other call.
    /// </summary>
    /// <param name="known">The last answer, taken before the books were asked, so that no change is missed; another number than the present one is answered at once.</param>
    /// <param name="atMost">After which it is answered without a change; more than 2 s count as 2 s.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The number of the last change. It means nothing but that another one is another change.</returns>
    [Alias("wait-for-work"), AlwaysInterleave]
    Task<long> WaitForWorkAsync(long known, TimeSpan atMost, CancellationToken cancellation);

    /// <summary>As <see cref="WaitForWorkAsync"/>, until it is worth asking for a batch or for the rules that end a run: a group became ready or ended, a generator gave up.</summary>
    [Alias("wait-for-batch"), AlwaysInterleave]
    Task<long> WaitForBatchAsync(long known, TimeSpan atMost, CancellationToken cancellation);

    /// <summary>
    /// Leases groups: those whose lease lapsed first, then new ones as far as the admission rule allows. A generator whose weights are so old that all it
    /// samples would be stale gets none. Made again under the name of its request, the call leases what it leased before.
    /// </summary>
    [Alias("lease")]
    Task<LeaseAnswer> LeaseAsync(LeaseRequest request, CancellationToken cancellation);

    /// <summary>
    /// A generator is still at work on the groups it names: their leases begin anew, also of those that nobody held. Leases of its that it does not
    /// name lapse: it never heard of them, or handed everything over.
    /// </summary>
    /// <returns>The groups it named that are no longer its own: another generator has them, or nobody needs them.</returns>
    [Alias("renew")]
    Task<IReadOnlyList<int>> RenewAsync(string generatorId, IReadOnlyList<int> groups, CancellationToken cancellation);

    /// <summary>A generator gives its groups back, unfinished; others may lease them at once.</summary>
    [Alias("release")]
    Task ReleaseAsync(string generatorId, CancellationToken cancellation);

    /// <summary>A group is scored and has signal.</summary>
    [Alias("ready")]
    Task ReadyAsync(ReadyGroup group, CancellationToken cancellation);

    /// <summary>A group ended without being trained.</summary>
    [Alias("ended")]
    Task EndedAsync(int number, GroupEnd end, CancellationToken cancellation);

    /// <summary>Hands the oldest ready groups to the trainer, or nothing when they do not fill a batch. Groups that would be too stale end here.</summary>
    [Alias("take")]
    Task<TakenBatch?> TakeAsync(TakeRequest request, CancellationToken cancellation);

    /// <summary>A minibatch is in the weights: its groups are consumed and the step is counted, in one write.</summary>
    /// <param name="step">The step it made, one more than before.</param>
    /// <param name="groups">Its groups, all taken before.</param>
    /// <param name="term">The trainer's term.</param>
    /// <param name="cancellation">Ends the wait.</param>
    [Alias("consumed")]
    Task ConsumedAsync(int step, IReadOnlyList<int> groups, TrainerTerm term, CancellationToken cancellation);

    /// <summary>A checkpoint at <paramref name="step"/> is committed: groups consumed up to it end as trained.</summary>
    [Alias("checkpoint-committed")]
    Task CheckpointCommittedAsync(int step, TrainerTerm term, CancellationToken cancellation);

    /// <summary>The trainer fell back to the checkpoint of <paramref name="step"/>: groups consumed after it are ready again,
    /// leases and hand-overs are void, and a closed queue will issue again.</summary>
    [Alias("fall-back")]
    Task FallBackAsync(int step, TrainerTerm term, CancellationToken cancellation);

    /// <summary>RL begins: groups may be issued. Before it, and after a fall-back, none are.</summary>
    [Alias("open")]
    Task OpenAsync(TrainerTerm term, CancellationToken cancellation);

    /// <summary>Issues no more groups and abandons those that are not consumed.</summary>
    [Alias("close")]
    Task CloseAsync(string reason, TrainerTerm term, CancellationToken cancellation);

    /// <summary>Looks at every open group: one that waits past its deadline is named once, and what can be asked again is. Coordinators ask every few seconds.</summary>
    [Alias("watch")]
    Task WatchAsync(CancellationToken cancellation);

    /// <summary>The run's spec has a newer revision: what is decided from here on is decided by that. Who waits is answered.</summary>
    /// <param name="revision">Its number; one that is known already changes nothing.</param>
    /// <param name="cancellation">Ends the wait.</param>
    [Alias("spec-revised")]
    Task SpecRevisedAsync(int revision, CancellationToken cancellation);

    /// <summary>Counts of groups by phase and outcome, and what the admission rule is based on.</summary>
    [Alias("describe"), ReadOnly, ForClients(ClientAccess.Run)]
    Task<QueueReport> DescribeAsync(CancellationToken cancellation);
}
