using Orleans.Concurrency;
using Magistral.Contracts.Specs;

namespace Magistral.Contracts.Runs;

/// <summary>The runs of a tenant. Key: the tenant.</summary>
[Alias("magistral.run-directory")]
public interface IRunDirectoryGrain : IGrainWithStringKey
{
    /// <summary>Submits a run under its spec's name; a repeated submission answers with the first run's id.</summary>
    /// <exception cref="RunSpecConflictException">The name belongs to a run with another spec.</exception>
    /// <exception cref="RunSpecException">The spec cannot run.</exception>
    [Alias("submit")]
    Task<string> SubmitAsync(RunSpec spec, CancellationToken cancellation);

    /// <summary>The id of a run by name or id; null when there is none.</summary>
    [Alias("find"), ReadOnly]
    Task<string?> FindAsync(string nameOrId, CancellationToken cancellation);

    /// <summary>All runs, oldest first.</summary>
    [Alias("list"), ReadOnly]
    Task<IReadOnlyList<RunSummary>> ListAsync(CancellationToken cancellation);
}
