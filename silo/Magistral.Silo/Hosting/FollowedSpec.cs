using Magistral.Contracts.Runs;
using Magistral.Contracts.Specs;
using Magistral.Contracts.Specs.Revisions;

namespace Magistral.Silo.Hosting;

/// <summary>The spec of a run as one of its workers works by it: what leases and batches tell of a newer revision, it reads from the run.</summary>
/// <param name="first">The revision that the worker started with.</param>
/// <param name="run">The run.</param>
/// <param name="calls">How the worker calls grains.</param>
/// <remarks>Followed from one task, read from any. What a worker made of a setting that is not live (<see cref="LiveAttribute"/>) stays true.</remarks>
internal sealed class FollowedSpec(SpecRevision first, IRunGrain run, GrainCalls calls)
{
    private volatile SpecRevision newest = first;

    /// <summary>The newest revision that the worker knows.</summary>
    public SpecRevision Newest => newest;

    /// <summary>Its spec.</summary>
    public RunSpec Spec => newest.Spec;

    /// <summary>Hears that a decision was made by a revision; reads the newest when that is not known.</summary>
    public Task FollowAsync(int revision, CancellationToken cancellation) => revision > newest.Number ? ReadAsync(cancellation) : Task.CompletedTask;

    /// <summary>Reads the newest revision.</summary>
    public async Task ReadAsync(CancellationToken cancellation)
    {
        var read = await calls.CallAsync(token => run.RevisionAsync(token), cancellation);
        if (read.Number > newest.Number)
            newest = read;
    }
}
