using Magistral.Contracts.Security;
using Magistral.Contracts.Training.Terms;
using Orleans.Concurrency;

namespace Magistral.Contracts.Curriculum;

/// <summary>The stages of a run: which problem next, pass rates, stage changes. Key: the run id.</summary>
/// <remarks>Calls may be repeated: a draw is a function of the seed, the stage and the group number; an outcome counts once.</remarks>
[Alias("magistral.curriculum")]
public interface ICurriculumGrain : IGrainWithStringKey
{
    /// <summary>
    /// Waits until problems can be drawn: the run's files are read through once, which may take long. It holds up no other call; ask again while it is false.
    /// </summary>
    /// <param name="atMost">After which the answer is false.</param>
    /// <param name="cancellation">Ends the wait.</param>
    [Alias("prepared"), AlwaysInterleave]
    Task<bool> PreparedAsync(TimeSpan atMost, CancellationToken cancellation);

    /// <summary>The problem of group <paramref name="groupNumber"/>.</summary>
    [Alias("draw")]
    Task<DrawnProblem> DrawAsync(int groupNumber, CancellationToken cancellation);

    /// <summary>Enters a scored group into the pass-rate statistics and changes the stage when its rule is met.</summary>
    [Alias("record")]
    Task RecordAsync(GroupOutcome outcome, CancellationToken cancellation);

    /// <summary>The run's spec has a newer revision: draws and promotions are decided by that from here on. The problems are those of before.</summary>
    /// <param name="revision">Its number; one that is known already changes nothing.</param>
    /// <param name="cancellation">Ends the wait.</param>
    [Alias("spec-revised")]
    Task SpecRevisedAsync(int revision, CancellationToken cancellation);

    /// <summary>The state to put into a checkpoint: JSON, UTF-8.</summary>
    [Alias("snapshot")]
    Task<byte[]> SnapshotAsync(CancellationToken cancellation);

    /// <summary>Falls back to the state of a checkpoint.</summary>
    /// <param name="snapshot">What <see cref="SnapshotAsync"/> gave; null is the very start.</param>
    /// <param name="term">The trainer's term.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="TrainerSupersededException">A later trainer is in charge.</exception>
    [Alias("restore")]
    Task RestoreAsync(byte[]? snapshot, TrainerTerm term, CancellationToken cancellation);

    /// <summary>Where the curriculum stands.</summary>
    [Alias("describe"), ReadOnly, ForClients(ClientAccess.Run)]
    Task<CurriculumReport> DescribeAsync(CancellationToken cancellation);
}
