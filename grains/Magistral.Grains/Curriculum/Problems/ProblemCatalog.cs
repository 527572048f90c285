using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Magistral.Contracts.Specs;
using Magistral.Grains.Curriculum.Datasets;
using Magistral.Grains.Storage;

namespace Magistral.Grains.Curriculum.Problems;

/// <summary>
/// The problem sources of runs. A run's files are read through once, by whoever needs them first and beside its turn; what that told is stored with the run,
/// for other processes and for the next start. Files that changed since are read through again.
/// </summary>
/// <remarks>Thread-safe.</remarks>
/// <param name="datasets">Opens files.</param>
/// <param name="store">Keeps what reading them told.</param>
public sealed class ProblemCatalog(IDatasets datasets, IObjectStore store)
{
    private readonly Dictionary<string, Task<IReadOnlyList<IProblemSource>>> opening = []; // those under way, which others may share

    /// <summary>The problem sources of a run's RL stages, in order.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="spec">Its spec.</param>
    /// <param name="cancellation">Ends the wait, not the reading, for which others may wait.</param>
    /// <exception cref="DatasetException">A file or a row of it cannot be used.</exception>
    public Task<IReadOnlyList<IProblemSource>> OpenAsync(string runId, RunSpec spec, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var key = $"{runId} {JsonSerializer.Serialize(spec.RlStages())}";
        lock (opening)
        {
            if (!opening.TryGetValue(key, out var sources))
                opening[key] = sources = Task.Run(() => OpenAsync(key, runId, spec), CancellationToken.None);
            return sources.WaitAsync(cancellation);
        }
    }

    private async Task<IReadOnlyList<IProblemSource>> OpenAsync(string key, string runId, RunSpec spec)
    {
        try
        {
            var sources = new List<IProblemSource>();
            foreach (var (index, stage) in spec.RlStages().Index())
                sources.Add(stage.Problems.Path.Length > 0
                    ? await OpenFilesAsync(runId, stage, index)
                    : await ProblemSources.OpenAsync(stage, index, datasets, CancellationToken.None));
            return sources;
        }
        finally
        {
            lock (opening)
                opening.Remove(key); // whoever comes later finds what is stored
        }
    }

    private async Task<IProblemSource> OpenFilesAsync(string runId, StageSpec stage, int index)
    {
        var key = StoreKey.Of("runs", runId, "problems", index.ToString(CultureInfo.InvariantCulture));
        var files = await ProblemFiles.OpenAsync(stage.Problems, datasets, CancellationToken.None);
        if (await StoredAsync(key) is { } stored && stored.Version == files.VersionOf(stage.Problems))
            return FileProblems.Of(stage, index, files, stored);
        var split = await FileProblems.ScanAsync(stage, index, files, check: null, CancellationToken.None);
        var problems = FileProblems.Of(stage, index, files, split);
        await store.PutAsync(key, Packed(split), PutCondition.None, durable: false, CancellationToken.None);
        return problems;
    }

    private async Task<ProblemSplit?> StoredAsync(StoreKey key)
    {
        if (await store.GetAsync(key, CancellationToken.None) is not { } stored)
            return null;
        await using var packed = new GZipStream(new MemoryStream(stored.Content.ToArray()), CompressionMode.Decompress);
        return await JsonSerializer.DeserializeAsync<ProblemSplit>(packed);
    }

    private static byte[] Packed(ProblemSplit split)
    {
        var bytes = new MemoryStream();
        using (var packed = new GZipStream(bytes, CompressionLevel.Fastest))
            JsonSerializer.Serialize(packed, split);
        return bytes.ToArray();
    }
}
