using Magistral.Cli.Embedded;
using Magistral.Cli.Generation;
using Magistral.Client.Connections;
using Magistral.Client.Runs;
using Magistral.Contracts.Runs;
using Magistral.Engine.Models;
using Magistral.Engine.Weights;
using Magistral.Silo.Checkpoints;

namespace Magistral.Cli.Commands;

/// <summary>Reads runs where they are: in a service, or in a data directory, also beside a process that trains; it is never created by reading.</summary>
internal static class RunData
{
    /// <summary>Reads all runs; <paramref name="none"/> when there is no data directory.</summary>
    public static async Task<T> ReadAsync<T>(RunPlace place, T none, Func<RunCatalog, Task<T>> read, CancellationToken cancellation)
    {
        if (place.Cluster is not null)
        {
            await using var client = await MagistralClient.ConnectAsync(place.ClientOptions(), cancellation);
            return await read(client.Runs);
        }
        var directory = DataDirectory.Resolve(place.Data);
        if (!Directory.Exists(directory))
            return none;
        await using var silo = await EmbeddedSilo.StartAsync(directory, EmbeddedAccess.Read, cancellation);
        return await read(new RunCatalog(silo.Grains));
    }

    /// <summary>Loads the model of a run; from a service its weights are fetched.</summary>
    /// <exception cref="RunNotFoundException">There is no such run.</exception>
    /// <exception cref="CommandException">It has no such checkpoint.</exception>
    public static async Task<SampledModel> ReadModelAsync(RunPlace place, string run, int? step, CancellationToken cancellation)
    {
        if (place.Cluster is not null)
        {
            await using var client = await MagistralClient.ConnectAsync(place.ClientOptions(), cancellation);
            var found = await client.Runs.FindAsync(run, cancellation);
            return await SampledModel.OfRunAsync(found, step, (chosen, leaves) => FetchAsync(found, chosen, leaves, cancellation), cancellation);
        }
        var directory = DataDirectory.Resolve(place.Data);
        if (!Directory.Exists(directory))
            throw new RunNotFoundException(run);
        await using var silo = await EmbeddedSilo.StartAsync(directory, EmbeddedAccess.Read, cancellation);
        var handle = await new RunCatalog(silo.Grains).FindAsync(run, cancellation);
        return await SampledModel.OfRunAsync(handle, step, (chosen, leaves) => silo.Checkpoints.WeightsAsync(handle.Id, chosen, leaves, cancellation), cancellation);
    }

    /// <summary>Opens one run of the data directory or service.</summary>
    /// <exception cref="RunNotFoundException">There is no such run.</exception>
    public static async Task<T> ReadRunAsync<T>(RunPlace place, string run, Func<RunHandle, Task<T>> read, CancellationToken cancellation) where T : class =>
        await ReadAsync<T?>(place, null, async runs => await read(await runs.FindAsync(run, cancellation)), cancellation) ?? throw new RunNotFoundException(run);

    private static async Task<WeightSnapshot> FetchAsync(RunHandle run, int step, IReadOnlyList<ParameterLeaf> leaves, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("magistral-");
        try
        {
            await run.DownloadCheckpointPartAsync(step, CheckpointParts.Weights, folder.FullName, cancellation);
            await using var file = File.OpenRead(Path.Combine(folder.FullName, CheckpointParts.Weights));
            return await WeightFile.ReadAsync(file, leaves, cancellation);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
