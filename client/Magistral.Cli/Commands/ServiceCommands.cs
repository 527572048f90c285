using System.CommandLine;
using Magistral.Client.Connections;

namespace Magistral.Cli.Commands;

/// <summary>What commands to a service share.</summary>
internal static class ServiceCommands
{
    /// <summary>Connects to the service that the command names.</summary>
    /// <exception cref="CommandException">It names none.</exception>
    public static Task<MagistralClient> ConnectAsync(ParseResult parsed, Option<string?> cluster, CancellationToken cancellation)
    {
        var place = RunPlace.Of(parsed, null, cluster);
        return place.Cluster is null
            ? throw new CommandException(ExitCode.WrongUse, "the command needs a service", "name it with --cluster or MAGISTRAL_CLUSTER; embedded runs belong to the process that trains them")
            : MagistralClient.ConnectAsync(place.ClientOptions(), cancellation);
    }
}
