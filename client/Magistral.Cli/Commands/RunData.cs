using Magistral.Cli.Embedded;
using Magistral.Cli.Generation;
using Magistral.Client.Connections;
using Magistral.Client.Runs;
using Magistral.Contracts.Runs;

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

    /// <summary>Loads the model of a run.</summary>
    /// <exception cref="RunNotFoundException">There is no such run.</exception>
    /// <exception cref="CommandException">It has no such checkpoint.</exception>
    public static async Task<SampledModel> ReadModelAsync(string? data, string run, int? step, CancellationToken cancellation)
    {
        var directory = DataDirectory.Resolve(data);
        if (!Directory.Exists(directory))
            throw new RunNotFoundException(run);
        await using var silo = await EmbeddedSilo.StartAsync(directory, EmbeddedAccess.Read, cancellation);
        return await SampledModel.OfRunAsync(silo, await new RunCatalog(silo.Grains).FindAsync(run, cancellation), step, cancellation);
    }

    /// <summary>Reads one run.</summary>
    /// <exception cref="RunNotFoundException">There is no such run.</exception>
    public static async Task<T> ReadRunAsync<T>(RunPlace place, string run, Func<RunHandle, Task<T>> read, CancellationToken cancellation) where T : class =>
        await ReadAsync<T?>(place, null, async runs => await read(await runs.FindAsync(run, cancellation)), cancellation) ?? throw new RunNotFoundException(run);
}
