using System.Globalization;
using System.Text.Json;
using Magistral.Contracts.Training;
using Magistral.Grains.Storage;

namespace Magistral.Grains.Runs;

/// <summary>
/// The step reports of a run. They belong to the weights: reports since the last checkpoint are kept in memory and stored with the next one,
/// in objects of <see cref="ChunkSteps"/> steps, so that a long run rewrites little.
/// </summary>
/// <remarks>Used from one grain.</remarks>
public sealed class StepLog(IObjectStore store, string runId)
{
    /// <summary>Steps an object.</summary>
    public const int ChunkSteps = 256;

    private readonly List<StepReport> unsaved = [];

    /// <summary>Adds the report of the next step.</summary>
    public void Add(StepReport report) => unsaved.Add(report);

    /// <summary>Stores what was added up to a step.</summary>
    public async Task SaveAsync(int step, CancellationToken cancellation)
    {
        foreach (var chunk in unsaved.Where(report => report.Step <= step).GroupBy(report => Chunk(report.Step)))
        {
            var stored = (await ReadAsync(chunk.Key, cancellation)).Where(report => report.Step < chunk.First().Step);
            await WriteAsync(chunk.Key, [.. stored, .. chunk], cancellation);
        }
        unsaved.RemoveAll(report => report.Step <= step);
    }

    /// <summary>Forgets the reports after a step, here and in the store.</summary>
    public async Task FallBackAsync(int step, CancellationToken cancellation)
    {
        unsaved.RemoveAll(report => report.Step > step);
        for (var chunk = Chunk(step + 1); ; chunk++)
        {
            var stored = await ReadAsync(chunk, cancellation);
            var kept = stored.Where(report => report.Step <= step).ToList();
            if (stored.Count == 0)
                return;
            if (kept.Count < stored.Count)
                await WriteAsync(chunk, kept, cancellation);
        }
    }

    /// <summary>The last step that is here or in the store.</summary>
    /// <param name="atMost">No later one was ever added.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<int> LastAsync(int atMost, CancellationToken cancellation)
    {
        if (unsaved.Count > 0)
            return unsaved[^1].Step;
        for (var chunk = Chunk(Math.Max(1, atMost)); chunk >= 0; chunk--)
            if (await ReadAsync(chunk, cancellation) is [.., var last])
                return last.Step;
        return 0;
    }

    /// <summary>Reports from a step on, in order, at most so many.</summary>
    public async Task<IReadOnlyList<StepReport>> ReadAsync(int fromStep, int count, CancellationToken cancellation)
    {
        var reports = new List<StepReport>();
        for (var chunk = Chunk(Math.Max(1, fromStep)); reports.Count < count; chunk++)
        {
            var stored = await ReadAsync(chunk, cancellation);
            reports.AddRange(stored.Where(report => report.Step >= fromStep));
            if (stored.Count < ChunkSteps)
                break;
        }
        var last = reports.Count > 0 ? reports[^1].Step : fromStep - 1;
        reports.AddRange(unsaved.Where(report => report.Step > last));
        return [.. reports.Take(count)];
    }

    private static int Chunk(int step) => (step - 1) / ChunkSteps;

    private StoreKey Key(int chunk) => StoreKey.Of("runs", runId, "steps", chunk.ToString("D6", CultureInfo.InvariantCulture));

    private async Task<IReadOnlyList<StepReport>> ReadAsync(int chunk, CancellationToken cancellation) =>
        await store.GetAsync(Key(chunk), cancellation) is { } stored ? JsonSerializer.Deserialize<List<StepReport>>(stored.Content.Span)! : [];

    private async Task WriteAsync(int chunk, IReadOnlyList<StepReport> reports, CancellationToken cancellation) =>
        await store.PutAsync(Key(chunk), JsonSerializer.SerializeToUtf8Bytes(reports), PutCondition.None, durable: false, cancellation);
}
