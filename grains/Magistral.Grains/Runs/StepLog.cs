using Magistral.Contracts.Training;
using Magistral.Grains.Storage;

namespace Magistral.Grains.Runs;

/// <summary>
/// The step reports of a run. They belong to the weights: reports since the last checkpoint are kept in memory and stored with the next one.
/// </summary>
/// <remarks>Used from one grain. Steps count from 1, without gaps.</remarks>
public sealed class StepLog(IObjectStore store, string runId)
{
    /// <summary>Steps an object.</summary>
    public const int ChunkSteps = 256;

    private readonly ChunkedLog<StepReport> stored = new(store, $"runs/{runId}/steps/", ChunkSteps);
    private readonly List<StepReport> unsaved = [];

    /// <summary>Adds the report of the next step.</summary>
    public void Add(StepReport report) => unsaved.Add(report);

    /// <summary>Stores what was added up to a step.</summary>
    public async Task SaveAsync(int step, CancellationToken cancellation)
    {
        if (unsaved.Where(report => report.Step <= step).ToList() is [var first, ..] due)
            await stored.WriteAsync(first.Step - 1, due, cancellation);
        unsaved.RemoveAll(report => report.Step <= step);
    }

    /// <summary>Forgets the reports after a step, here and in the store.</summary>
    public async Task FallBackAsync(int step, CancellationToken cancellation)
    {
        unsaved.RemoveAll(report => report.Step > step);
        if (await stored.CountAsync(cancellation) > step)
            await stored.WriteAsync(step, [], cancellation);
    }

    /// <summary>The last step that is here or in the store.</summary>
    public async Task<int> LastAsync(CancellationToken cancellation) => unsaved is [.., var last] ? last.Step : (int)await stored.CountAsync(cancellation);

    /// <summary>Reports from a step on, in order, at most so many.</summary>
    public async Task<IReadOnlyList<StepReport>> ReadAsync(int fromStep, int count, CancellationToken cancellation)
    {
        var reports = await stored.ReadAsync(Math.Max(1, fromStep) - 1, count, cancellation);
        var last = reports is [.., var newest] ? newest.Step : fromStep - 1;
        return [.. reports.Concat(unsaved.Where(report => report.Step > last)).Take(count)];
    }
}
