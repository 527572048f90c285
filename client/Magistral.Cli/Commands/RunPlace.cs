using System.CommandLine;
using Magistral.Client.Connections;
using Magistral.Contracts.Security;

namespace Magistral.Cli.Commands;

/// <summary>Where a command looks for runs: in a service, or in a data directory of embedded runs.</summary>
/// <param name="Data">The data directory as written; null is the default.</param>
/// <param name="Cluster">Gateways, or <c>redis=HOST:PORT</c>; empty is the gateway on this machine, null no service.</param>
internal sealed record RunPlace(string? Data, string? Cluster)
{
    private const string RedisPrefix = "redis=";

    /// <summary>Hears what to tell while a service is waited for.</summary>
    public Action<string>? Notices { get; init; }

    /// <summary>The options that name it.</summary>
    public static (Option<string?> Data, Option<string?> Cluster) Options() => (CommonOptions.Data(), ClusterOption());

    /// <summary>The option that names a service.</summary>
    public static Option<string?> ClusterOption() => new("--cluster")
    {
        Description = "A service instead of a data directory: comma-separated gateways HOST:PORT, or redis=HOST:PORT; without a value, the gateway on this machine (default: $MAGISTRAL_CLUSTER).",
        HelpName = "GATEWAY|redis=HOST:PORT",
        Arity = ArgumentArity.ZeroOrOne,
    };

    /// <summary>What the options and the environment name. A data directory on the command line goes before a service in the environment.</summary>
    /// <exception cref="CommandException">Both are on the command line.</exception>
    public static RunPlace Of(ParseResult parsed, Option<string?>? data, Option<string?> cluster)
    {
        var directory = data is null ? null : parsed.GetValue(data);
        if (parsed.GetResult(cluster) is not null)
            return directory is null ? new(null, parsed.GetValue(cluster) ?? "") { Notices = Tell } : throw new CommandException(ExitCode.WrongUse, "--data and --cluster are both given", "name one of them");
        return new(directory, directory is null && Variable("MAGISTRAL_CLUSTER") is { } named ? named : null) { Notices = Tell };

        void Tell(string notice) => parsed.InvocationConfiguration.Error.WriteLine($"note: {notice}");
    }

    /// <summary>How to reach the service.</summary>
    public MagistralClientOptions ClientOptions()
    {
        var options = new MagistralClientOptions { ApiKey = Variable("MAGISTRAL_API_KEY"), Tls = Tls(), Notices = Notices };
        if (Variable("MAGISTRAL_CLUSTER_ID") is { } id)
            options.ClusterId = id;
        if (Cluster!.StartsWith(RedisPrefix, StringComparison.OrdinalIgnoreCase))
            options.Redis = Cluster[RedisPrefix.Length..];
        else
            foreach (var gateway in Cluster.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                options.Gateways.Add(gateway);
        return options;
    }

    private static TlsFiles? Tls() => (Variable("MAGISTRAL_CERTIFICATE"), Variable("MAGISTRAL_CERTIFICATE_KEY"), Variable("MAGISTRAL_AUTHORITY")) switch
    {
        (null, null, null) => null,
        ({ } certificate, { } key, { } authority) => new(certificate, key, authority),
        _ => throw new CommandException(ExitCode.WrongUse, "TLS is set in part", "set MAGISTRAL_CERTIFICATE, MAGISTRAL_CERTIFICATE_KEY and MAGISTRAL_AUTHORITY, or none of them"),
    };

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
