using Magistral.Contracts.Runs;
using Magistral.Contracts.Specs.Revisions;

namespace Magistral.Grains;

/// <summary>The newest revision of a run's spec as one of its grains knows it: read when it is needed first, and anew once a newer one is told of.</summary>
/// <param name="grains">The way to the run.</param>
/// <param name="runId">The run.</param>
/// <remarks>Used from one grain.</remarks>
public sealed class KnownRevision(IGrainFactory grains, string runId)
{
    private SpecRevision? newest;
    private int told;

    /// <summary>Number of the revision read last; <see cref="SpecRevision.First"/> before.</summary>
    public int Number => newest?.Number ?? SpecRevision.First;

    /// <summary>The newest revision.</summary>
    /// <exception cref="RunNotFoundException">There is no such run.</exception>
    public async ValueTask<SpecRevision> NewestAsync(CancellationToken cancellation)
    {
        if (newest is null || newest.Number < told)
            newest = await grains.GetGrain<IRunGrain>(runId).RevisionAsync(cancellation);
        return newest;
    }

    /// <summary>Hears of a revision and reads it, unless it is known.</summary>
    /// <returns>Whether it was news.</returns>
    public async Task<bool> HearAsync(int number, CancellationToken cancellation)
    {
        told = Math.Max(told, number); // should the reading fail, whoever needs it next reads it
        if (newest is not null && newest.Number >= number)
            return false;
        await NewestAsync(cancellation);
        return true;
    }
}
