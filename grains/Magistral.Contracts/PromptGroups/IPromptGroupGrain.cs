using Magistral.Contracts.Security;
using Orleans.Concurrency;
using Magistral.Contracts.Curriculum;

namespace Magistral.Contracts.PromptGroups;

/// <summary>One prompt and its G rollouts. Key: <c>run id/group number</c>.</summary>
/// <remarks>Calls may be repeated: the second changes nothing and answers as the first.</remarks>
[Alias("magistral.prompt-group")]
public interface IPromptGroupGrain : IGrainWithStringKey
{
    /// <summary>Issues the group when it is new, and notes which generator holds it.</summary>
    /// <param name="problem">Its problem, if it has none yet.</param>
    /// <param name="terms">How it is scored, if it has no terms yet.</param>
    /// <param name="generatorId">Who holds it from now on.</param>
    /// <param name="deadline">When the lease lapses; the queue's to keep.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Its own problem and the rollouts still owed, none when all are stored.</returns>
    /// <remarks>Also sets going again what a lost message may have stopped: scores that never came, a result that was never told.</remarks>
    [Alias("lease")]
    Task<GroupLease> LeaseAsync(Problem problem, GroupTerms terms, string generatorId, DateTimeOffset deadline, CancellationToken cancellation);

    /// <summary>Stores finished rollouts; those it has already are left as they are. Scoring goes on in the background.</summary>
    [Alias("record-rollouts")]
    Task RecordRolloutsAsync(RolloutDelivery delivery, CancellationToken cancellation);

    /// <summary>Keeps the beginnings of rollouts that are under way, so that another generator can go on with them should this one be gone.</summary>
    /// <returns>Whether the caller still holds the group; nothing is kept for another.</returns>
    [Alias("record-progress")]
    Task<bool> RecordProgressAsync(string generatorId, IReadOnlyList<PartialRollout> partials, CancellationToken cancellation);

    /// <summary>Enters scores; with the last one the group becomes ready or ends.</summary>
    [Alias("record-scores")]
    Task RecordScoresAsync(IReadOnlyList<RolloutScore> scores, CancellationToken cancellation);

    /// <summary>Looks whether the group waits longer than it should for scores or to be heard; then says so and asks again.</summary>
    [Alias("watch")]
    Task WatchAsync(CancellationToken cancellation);

    /// <summary>Ends the group with an outcome; may be repeated.</summary>
    /// <returns>The group in short; null when it was never issued.</returns>
    /// <exception cref="GroupAlreadyEndedException">It ended before, in another way.</exception>
    [Alias("end")]
    Task<GroupSummary?> EndAsync(GroupEnd end, CancellationToken cancellation);

    /// <summary>The group in short, without reading its rollouts; null when it was never issued.</summary>
    [Alias("summary"), ReadOnly, ForClients(ClientAccess.Run)]
    Task<GroupSummary?> SummaryAsync(CancellationToken cancellation);

    /// <summary>Everything about it, its rollouts included; null when it was never issued.</summary>
    [Alias("describe"), ReadOnly, ForClients(ClientAccess.Run)]
    Task<GroupView?> DescribeAsync(CancellationToken cancellation);
}
