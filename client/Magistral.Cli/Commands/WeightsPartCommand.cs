using System.Collections.Concurrent;
using System.CommandLine;
using System.Globalization;
using System.Net;
using Magistral.Cli.Benchmarks.Weights;
using Magistral.Engine.Weights;
using Magistral.Silo.Weights;
using Magistral.Silo.Weights.Tcp;
using Microsoft.Extensions.Logging.Abstractions;

namespace Magistral.Cli.Commands;

/// <summary>What copies of this program run when <c>bench weights</c> starts them; not for people.</summary>
internal static class WeightsPartCommand
{
    public static Command Create(Session session)
    {
        var part = new Argument<WeightsPart>("part");
        var command = new Command(BenchProcesses.PartCommand, "A process that `bench weights` starts.") { part };
        command.Hidden = true;
        command.SetAction((parsed, _) => parsed.GetRequiredValue(part) == WeightsPart.Receive ? ReceiveAsync(session) : CopyAsync(session));
        return command;
    }

    /// <summary>Told the token first, then a line `VERSION HASH` for every publication: the books.</summary>
    private static async Task ReceiveAsync(Session session)
    {
        var token = new Contracts.Weights.WeightToken(await Console.In.ReadLineAsync(session.Stop) ?? "");
        var hashes = new ConcurrentDictionary<int, string>();
        using var replica = new WeightReplica(
            WeightsBenchmark.RunId, token, WeightsBenchmark.Numbers, new WeightExchange(), (version, _) => Task.FromResult(hashes.GetValueOrDefault(version)));
        await using var transport = new TcpWeightTransport(new TcpWeightOptions(), TimeProvider.System, NullLogger<TcpWeightTransport>.Instance);
        using var open = transport.Open(replica);
        await transport.StartAsync(session.Stop);
        session.Terminal.Output.WriteLine(transport.Endpoint.Port.ToString(CultureInfo.InvariantCulture));
        while (await Console.In.ReadLineAsync(session.Stop) is { } line)
            if (line.Split(' ') is [var version, var hash])
                hashes[int.Parse(version, CultureInfo.InvariantCulture)] = hash;
    }

    private static async Task CopyAsync(Session session)
    {
        using var listener = PlainCopy.Listen();
        session.Terminal.Output.WriteLine(((IPEndPoint)listener.LocalEndPoint!).Port.ToString(CultureInfo.InvariantCulture));
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(session.Stop);
        var receiving = PlainCopy.ReceiveAsync(listener, ending.Token);
        while (await Console.In.ReadLineAsync(session.Stop) is not null)
        {
        }
        await ending.CancelAsync();
        try
        {
            await receiving;
        }
        catch (OperationCanceledException)
        {
            // its input ended, and so does its part
        }
    }
}
