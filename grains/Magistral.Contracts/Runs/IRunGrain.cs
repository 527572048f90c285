using Magistral.Contracts.Security;
using Magistral.Contracts.Training.Terms;
using Orleans.Concurrency;
using Magistral.Contracts.Specs;
using Magistral.Contracts.Specs.Revisions;

namespace Magistral.Contracts.Runs;

/// <summary>The life of one run: its spec, who trains it, its checkpoints. What is reported of it is <see cref="IRunProgressGrain"/>. Key: the run id.</summary>
/// <remarks>Calls may be repeated. Those of a trainer whose term is over end in <see cref="TrainerSupersededException"/>.</remarks>
[Alias("magistral.run")]
public interface IRunGrain : IGrainWithStringKey
{
    /// <summary>Stores the spec of a new run and whose it is; one that has a spec keeps both.</summary>
    /// <returns>Whether the run is of this spec: it was submitted with it, or revised to it.</returns>
    [Alias("create")]
    Task<bool> CreateAsync(RunSpec spec, string tenant, CancellationToken cancellation);

    /// <summary>Tenant that owns the run.</summary>
    /// <exception cref="RunNotFoundException">There is no such run.</exception>
    [Alias("tenant"), AlwaysInterleave]
    Task<string> TenantAsync(CancellationToken cancellation);

    /// <summary>The resolved spec, as its newest revision has it.</summary>
    /// <exception cref="RunNotFoundException">There is no such run.</exception>
    [Alias("spec"), AlwaysInterleave, ForClients(ClientAccess.Run)]
    Task<RunSpec> SpecAsync(CancellationToken cancellation);

    /// <summary>The newest revision of the spec.</summary>
    /// <exception cref="RunNotFoundException">There is no such run.</exception>
    [Alias("revision"), AlwaysInterleave]
    Task<SpecRevision> RevisionAsync(CancellationToken cancellation);

    /// <summary>
    /// Makes a spec the run's newest revision and tells those who decide by it; trainer and generators follow with their next batch and lease. A spec that is
    /// the newest already makes no other. Repeated before anything else is revised, it answers as the first call.
    /// </summary>
    /// <param name="spec">The whole spec.</param>
    /// <param name="expected">Number of the revision it was made from, which is the newest.</param>
    /// <param name="by">Who makes it and why, for people.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The newest revision.</returns>
    /// <exception cref="RunNotFoundException">There is no such run.</exception>
    /// <exception cref="RunEndedException">The run has ended.</exception>
    /// <exception cref="StaleRevisionException">Another one is the newest.</exception>
    /// <exception cref="RunSpecException">The spec cannot run.</exception>
    /// <exception cref="FixedSettingException">It changes what is fixed.</exception>
    [Alias("revise")]
    Task<SpecRevision> ReviseAsync(RunSpec spec, int expected, string by, CancellationToken cancellation);

    /// <summary>Starts or continues the run: its trainer goes to work.</summary>
    [Alias("start")]
    Task StartAsync(RunSession session, CancellationToken cancellation);

    /// <summary>
    /// Starts or continues the run for the service, whose coordinators give it a trainer within seconds, or when those before it have ended: then it is
    /// <see cref="RunLifecycle.Queued"/> and its description says what for. A running run goes on as it does.
    /// </summary>
    /// <exception cref="RunEndedException">The run has ended.</exception>
    /// <exception cref="Tenants.TenantQuotaException">Its tenant may store nothing more, or have no run like it.</exception>
    [Alias("resume"), ForClients(ClientAccess.Run)]
    Task ResumeAsync(CancellationToken cancellation);

    /// <summary>Deletes everything that is stored of the run.</summary>
    /// <exception cref="RunActiveException">It is being trained.</exception>
    [Alias("erase"), ResponseTimeout("00:10:00")]
    Task EraseAsync(CancellationToken cancellation);

    /// <summary>Sees to it that a running run has a trainer and a paused one has none. Coordinators ask every few seconds.</summary>
    [Alias("tend")]
    Task SuperviseAsync(CancellationToken cancellation);

    /// <summary>Asks the trainer to write a checkpoint and stop; the run is paused when it has.</summary>
    /// <exception cref="RunEndedException">The run has ended.</exception>
    [Alias("pause"), ForClients(ClientAccess.Run)]
    Task PauseAsync(CancellationToken cancellation);

    /// <summary>Has the trainer write a checkpoint and stop for a reason of the service's.</summary>
    [Alias("hold")]
    Task HoldAsync(string reason, CancellationToken cancellation);

    /// <summary>Ends the run at once: its trainer stops, its open groups are abandoned, its checkpoints stay.</summary>
    /// <exception cref="RunEndedException">The run has completed.</exception>
    [Alias("cancel"), ForClients(ClientAccess.Run)]
    Task CancelAsync(CancellationToken cancellation);

    /// <summary>A trainer takes charge.</summary>
    /// <param name="holder">Names this start of the trainer; a repeated call gets the same term.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="RunEndedException">The run has ended.</exception>
    [Alias("begin-term")]
    Task<TrainerTerm> BeginTermAsync(string holder, CancellationToken cancellation);

    /// <summary>The trainer stopped with a checkpoint.</summary>
    [Alias("paused")]
    Task PausedAsync(string reason, TrainerTerm term, CancellationToken cancellation);

    /// <summary>The run ended as its spec says.</summary>
    [Alias("completed")]
    Task CompletedAsync(string reason, TrainerTerm term, CancellationToken cancellation);

    /// <summary>The run cannot go on.</summary>
    [Alias("failed")]
    Task FailedAsync(string reason, TrainerTerm term, CancellationToken cancellation);

    /// <summary>A checkpoint is committed, newer than all before. Answers with the steps whose checkpoints it makes expire; <see cref="SweepCheckpointsAsync"/> deletes them.</summary>
    [Alias("checkpoint-committed")]
    Task<IReadOnlyList<int>> CheckpointCommittedAsync(int step, TrainerTerm term, CancellationToken cancellation);

    /// <summary>
    /// Deletes what lies below the run's checkpoints and belongs to none that it keeps, whoever left it: neither what the trainer in charge is writing nor what is being
    /// read. Of a run that is not there it deletes all. Anyone may ask at any time.
    /// </summary>
    /// <returns>Whether nothing is left; false while someone reads what expired.</returns>
    [Alias("sweep-checkpoints")]
    Task<bool> SweepCheckpointsAsync(CancellationToken cancellation);

    /// <summary>The trainer fell back to the checkpoint of <paramref name="step"/>: what was reported after it is struck.</summary>
    [Alias("fall-back")]
    Task FallBackAsync(int step, TrainerTerm term, CancellationToken cancellation);

    /// <summary>Everything about the run but its groups.</summary>
    /// <exception cref="RunNotFoundException">There is no such run.</exception>
    [Alias("describe"), ReadOnly, ForClients(ClientAccess.Run)]
    Task<RunDescription> DescribeAsync(CancellationToken cancellation);
}
