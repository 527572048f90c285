using Magistral.Contracts.Curriculum;
using Magistral.Contracts.Queue;
using Magistral.Contracts.Specs;
using Magistral.Contracts.Specs.Revisions;

namespace Magistral.Grains.Runs;

/// <summary>Revises a run's spec, and tells those grains that decide by it.</summary>
/// <param name="books">The run's state.</param>
/// <param name="grains">The way to them.</param>
/// <param name="clock">The clock.</param>
/// <remarks>Used from one grain.</remarks>
public sealed class RunRevising(RunBooks books, IGrainFactory grains, TimeProvider clock)
{
    private int told = SpecRevision.First;

    /// <summary>Makes a spec the newest revision, by the rules of <see cref="RunRevisions.Revise"/>.</summary>
    /// <returns>The newest revision.</returns>
    public async Task<SpecRevision> ReviseAsync(RunSpec spec, int expected, string by, CancellationToken cancellation)
    {
        await books.CommitAsync(RunRevisions.Revise(books.Existing(), spec, expected, by, clock.GetUtcNow()), cancellation);
        await TellAsync(cancellation);
        return RunRevisions.Newest(books.State);
    }

    /// <summary>Tells of the newest revision, once; whoever is not active reads it when it is.</summary>
    public async Task TellAsync(CancellationToken cancellation)
    {
        var number = RunRevisions.Newest(books.State).Number;
        if (number == told)
            return;
        await grains.GetGrain<IRolloutQueueGrain>(books.RunId).SpecRevisedAsync(number, cancellation);
        await grains.GetGrain<ICurriculumGrain>(books.RunId).SpecRevisedAsync(number, cancellation);
        told = number;
    }
}
