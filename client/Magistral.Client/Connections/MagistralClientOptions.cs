using Magistral.Contracts.Security;

namespace Magistral.Client.Connections;

/// <summary>How a client finds the service and what it shows to it.</summary>
public sealed class MagistralClientOptions
{
    /// <summary>Gateways of the silos, <c>HOST:PORT</c>; one is enough, more outlive the loss of one. Default: the gateway of a silo on this machine. Not used with <see cref="Redis"/>.</summary>
    public IList<string> Gateways { get; } = [];

    /// <summary>The Redis that keeps the cluster's membership, such as <c>HOST:PORT,password=…</c>: gateways are found there, also those that come later. Null: <see cref="Gateways"/>.</summary>
    public string? Redis { get; set; }

    /// <summary>Name of the cluster.</summary>
    public string ClusterId { get; set; } = "magistral";

    /// <summary>The key that the operator of the service made; null where the service asks for none.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Whose runs, where the service asks for no key. A key names its tenant itself.</summary>
    public string Tenant { get; set; } = Runs.RunCatalog.LocalTenant;

    /// <summary>Certificate, key and authority for mutual TLS; null speaks plain TCP.</summary>
    public TlsFiles? Tls { get; set; }

    /// <summary>How long one attempt at a call may take. Default 5 s: Orleans notices a lost gateway no sooner.</summary>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>For how long a call that fails in passing is made again. Default 60 s: silos that die are replaced sooner.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long to look for a gateway at the start. Default 15 s.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Hears, in words for a person, that the membership's Redis does not answer any more, and that it answers again. Null: nobody does.</summary>
    public Action<string>? Notices { get; set; }
}
