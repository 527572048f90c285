using System.Net;
using System.Text.RegularExpressions;
using Magistral.Contracts.Silos;
using Magistral.Grains.Placement;
using Magistral.Grains.Runs;
using Microsoft.Extensions.Configuration;

namespace Magistral.Host.Configuration;

/// <summary>Reads and checks what a silo is told. The command line goes before the environment, and both before the file.</summary>
internal static partial class SettingsReader
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Magistral";

    /// <summary>The options of the command line and the settings they stand for.</summary>
    public static Dictionary<string, string> Switches { get; } = new(StringComparer.OrdinalIgnoreCase)
    {
        ["--name"] = "Magistral:Name",
        ["--roles"] = "Magistral:Roles",
        ["--device"] = "Magistral:Device",
        ["--most-run-bytes"] = "Magistral:MostRunBytes",
        ["--cluster-id"] = "Magistral:Cluster:Id",
        ["--redis"] = "Magistral:Cluster:Redis",
        ["--address"] = "Magistral:Endpoints:Address",
        ["--silo-port"] = "Magistral:Endpoints:SiloPort",
        ["--gateway-port"] = "Magistral:Endpoints:GatewayPort",
        ["--weights-port"] = "Magistral:Endpoints:WeightsPort",
        ["--journal-tokens"] = "Magistral:Journal:GapTokens",
        ["--journal-seconds"] = "Magistral:Journal:PeriodSeconds",
        ["--data"] = "Magistral:Storage:Directory",
        ["--blobs"] = "Magistral:Storage:Blobs",
        ["--container"] = "Magistral:Storage:Container",
        ["--prefix"] = "Magistral:Storage:Prefix",
        ["--most-runs"] = "Magistral:Quotas:Runs",
        ["--most-runs-at-once"] = "Magistral:Quotas:RunsAtOnce",
        ["--most-groups"] = "Magistral:Quotas:GroupsInFlight",
        ["--most-stored-bytes"] = "Magistral:Quotas:StoredBytes",
        ["--most-runs-of-all"] = "Magistral:Quotas:RunsAtOnceOfAll",
        ["--require-keys"] = "Magistral:Security:RequireKeys",
        ["--folders"] = "Magistral:Security:Folders",
        ["--certificate"] = "Magistral:Security:Certificate",
        ["--certificate-key"] = "Magistral:Security:CertificateKey",
        ["--authority"] = "Magistral:Security:Authority",
        ["--most-first-message-bytes"] = "Magistral:Security:MostFirstMessageBytes",
        ["--most-pending-bytes"] = "Magistral:Security:MostPendingBytes",
        ["--most-message-bytes"] = "Magistral:Security:MostMessageBytes",
        ["--most-connections"] = "Magistral:Security:MostConnections",
        ["--most-openings"] = "Magistral:Security:MostOpenings",
        ["--opening-seconds"] = "Magistral:Security:OpeningSeconds",
        ["--insecure"] = "Magistral:Security:Insecure",
    };

    /// <summary>The arguments with the options that stand alone written out, as the configuration reads them.</summary>
    public static string[] Spelled(IEnumerable<string> arguments) =>
        [.. arguments.Select(argument => argument is "--insecure" or "--require-keys" ? argument + "=true" : argument)];

    /// <summary>Reads the settings.</summary>
    /// <exception cref="SettingsException">One is unknown, missing or wrong.</exception>
    public static HostSettings Read(IConfiguration configuration)
    {
        HostSettings settings;
        try
        {
            settings = configuration.GetSection(Section).Get<HostSettings>(binder => binder.ErrorOnUnknownConfiguration = true) ?? new();
        }
        catch (InvalidOperationException error)
        {
            throw new SettingsException($"the settings of the silo cannot be read, {error.Message.TrimEnd('.')}", "correct the section Magistral of appsettings.json, the environment or the command line");
        }
        settings = settings with { Name = settings.Name.Length > 0 ? settings.Name : $"{Environment.MachineName}-{settings.Endpoints.SiloPort}" };
        Check(settings);
        return settings;
    }

    /// <summary>Name and roles of the silo.</summary>
    public static SiloIdentity IdentityOf(HostSettings settings) => new(settings.Name, RolesOf(settings));

    /// <summary>The folders that run specs may name.</summary>
    public static SpecFolders FoldersOf(SecuritySettings security) => Words(security.Folders) is { Length: > 0 } named
        ? SpecFolders.Of(named)
        : security.RequireKeys ? SpecFolders.Of([]) : SpecFolders.All;

    /// <summary>The address it binds.</summary>
    public static IPAddress AddressOf(HostSettings settings) => IPAddress.TryParse(settings.Endpoints.Address, out var address)
        ? address
        : throw new SettingsException($"Endpoints:Address '{settings.Endpoints.Address}' is no address", "write one such as 127.0.0.1 or 10.0.0.5");

    private static void Check(HostSettings settings)
    {
        if (!NamePattern().IsMatch(settings.Name))
            throw new SettingsException($"Name '{settings.Name}' cannot name a silo", "use letters, digits, dots and dashes, 63 at most");
        _ = RolesOf(settings);
        _ = AddressOf(settings);
        CheckPort("SiloPort", settings.Endpoints.SiloPort, least: 1);
        CheckPort("GatewayPort", settings.Endpoints.GatewayPort, least: 0);
        CheckPort("WeightsPort", settings.Endpoints.WeightsPort, least: 0);
        if (settings.MostRunBytes < 0)
            throw new SettingsException($"MostRunBytes is {settings.MostRunBytes}", "use the bytes that a run may take, or 0 for what the machine has");
        CheckJournal(settings.Journal);
        CheckQuotas(settings.Quotas);
        CheckSecurity(settings);
        var storage = settings.Storage;
        if (storage.Directory.Length > 0 == storage.Blobs.Length > 0)
            throw new SettingsException("the silo needs one place for its states and checkpoints", "give --data DIRECTORY for a silo alone, or --blobs CONNECTION for silos that share");
        if (storage.Directory.Length > 0 && settings.Cluster.Redis.Length > 0)
            throw new SettingsException("several silos cannot share a directory", "give --blobs CONNECTION instead of --data, or leave --redis away");
    }

    private static void CheckJournal(JournalSettings journal)
    {
        if (journal.GapTokens < 1)
            throw new SettingsException($"Journal:GapTokens is {journal.GapTokens}", "use 1 or more; 256 loses little and writes little");
        if (journal.PeriodSeconds is not (>= 0.05 and <= 3600))
            throw new SettingsException($"Journal:PeriodSeconds is {journal.PeriodSeconds}", "use 0.05 to 3600");
    }

    private static void CheckQuotas(QuotaSettings quotas)
    {
        if (quotas.OfTenant().Fault() is { } fault)
            throw new SettingsException($"Quotas say {fault}", "use numbers of 0 or more");
        if (quotas.RunsAtOnceOfAll < 1)
            throw new SettingsException($"Quotas:RunsAtOnceOfAll is {quotas.RunsAtOnceOfAll}", "use 1 or more");
    }

    private static void CheckSecurity(HostSettings settings)
    {
        var security = settings.Security;
        if (security.HasTls != security.CertificateKey.Length > 0 || security.HasTls != security.Authority.Length > 0)
            throw new SettingsException("Security names some of certificate, key and authority", "give --certificate, --certificate-key and --authority, or none of them");
        if (Words(security.Folders).FirstOrDefault(folder => !Path.IsPathFullyQualified(folder)) is { } partial)
            throw new SettingsException($"Security:Folders names '{partial}', which is no whole path", "write folders as /data/models,/data/problems");
        if (security.MostMessageBytes is < 65536 or > 104857600)
            throw new SettingsException($"Security:MostMessageBytes is {security.MostMessageBytes}", "use 65536 to 104857600; 4194304 holds every spec");
        if (security.MostFirstMessageBytes is < 1024 or > 104857600)
            throw new SettingsException($"Security:MostFirstMessageBytes is {security.MostFirstMessageBytes}", "use 1024 to 104857600; 4096 holds every first message");
        if (security.MostPendingBytes < security.MostMessageBytes)
            throw new SettingsException($"Security:MostPendingBytes is {security.MostPendingBytes}", $"use {security.MostMessageBytes} or more, the longest message");
        if (security.MostConnections < 1)
            throw new SettingsException($"Security:MostConnections is {security.MostConnections}", "use 1 or more");
        if (security.MostOpenings < 1)
            throw new SettingsException($"Security:MostOpenings is {security.MostOpenings}", "use 1 or more; 256 lets 512 connections a second in");
        if (security.OpeningSeconds is not (>= 0.5 and <= 600))
            throw new SettingsException($"Security:OpeningSeconds is {security.OpeningSeconds}", "use 0.5 to 600");
        if (!IPAddress.IsLoopback(AddressOf(settings)) && !(security.RequireKeys && security.HasTls) && !security.Insecure)
            throw new SettingsException($"the silo would be open to whoever reaches {settings.Endpoints.Address}",
                "give --require-keys and --certificate, --certificate-key, --authority; or --insecure where the network keeps strangers out");
    }

    private static SiloRoles RolesOf(HostSettings settings)
    {
        var roles = SiloRoles.None;
        foreach (var word in Words(settings.Roles))
        {
            roles |= word.ToUpperInvariant() switch
            {
                "COORDINATOR" => SiloRoles.Coordinator,
                "GENERATOR" => SiloRoles.Generator,
                "TRAINER" => SiloRoles.Trainer,
                "VERIFIER" => SiloRoles.Verifier,
                _ => throw new SettingsException($"Roles names '{word}'", "use coordinator, generator, trainer, verifier, with commas between"),
            };
        }
        return roles != SiloRoles.None ? roles : throw new SettingsException("Roles names none", "use coordinator, generator, trainer, verifier, with commas between");
    }

    private static string[] Words(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static void CheckPort(string setting, int port, int least)
    {
        if (port < least || port > IPEndPoint.MaxPort)
            throw new SettingsException($"Endpoints:{setting} {port} is no port", $"use {least} to {IPEndPoint.MaxPort}");
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9.-]{0,62}$")]
    private static partial Regex NamePattern();
}
