using Magistral.Cli.Embedded;
using Magistral.Cli.Generation;
using Magistral.Client.Runs;
using Magistral.Contracts.Runs;

namespace Magistral.Cli.Commands;

/// <summary>Opens the data directory of embedded runs to read it, also beside a process that trains. It is never created by reading.</summary>
internal static class RunData
{
    /// <summary>Reads all runs; <paramref name="none"/> when there is no data directory.</summary>
    public static async Task<T> ReadAsync<T>(string? data, T none, Func<RunCatalog, Task<T>> read, CancellationToken cancellation)
    {
        var directory = DataDirectory.Resolve(data);
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
    public static async Task<T> ReadRunAsync<T>(string? data, string run, Func<RunHandle, Task<T>> read, CancellationToken cancellation) where T : class =>
        await ReadAsync<T?>(data, null, async runs => await read(await runs.FindAsync(run, cancellation)), cancellation) ?? throw new RunNotFoundException(run);
}
