namespace Magistral.Host.Configuration;

/// <summary>What a silo is told: the section <c>Magistral</c> of <c>appsettings.json</c>, the environment (<c>Magistral__Name</c>) and the command line (<c>--name</c>).</summary>
internal sealed record HostSettings
{
    /// <summary>Unique in the cluster, letters, digits, dots, dashes; empty takes the machine's name and the silo's port.</summary>
    public string Name { get; init; } = "";

    /// <summary>Of <c>coordinator</c>, <c>generator</c>, <c>trainer</c>, <c>verifier</c>, with commas between.</summary>
    public string Roles { get; init; } = "";

    /// <summary>Device of the engines: <c>cpu</c> or <c>cuda:0</c>.</summary>
    public string Device { get; init; } = "";

    /// <summary>Bytes that a run may take on the device; 0 is what the machine has.</summary>
    public long MostRunBytes { get; init; }

    /// <summary>The cluster it joins.</summary>
    public ClusterSettings Cluster { get; init; } = new();

    /// <summary>Where it listens.</summary>
    public EndpointSettings Endpoints { get; init; } = new();

    /// <summary>How a generator keeps half-written sequences.</summary>
    public JournalSettings Journal { get; init; } = new();

    /// <summary>Where the cluster's states and checkpoints lie.</summary>
    public StorageSettings Storage { get; init; } = new();

    /// <summary>What tenants may have.</summary>
    public QuotaSettings Quotas { get; init; } = new();

    /// <summary>Keys, TLS and limits for connections from outside.</summary>
    public SecuritySettings Security { get; init; } = new();
}
