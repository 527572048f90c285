namespace Magistral.Host.Configuration;

/// <summary>Where a silo listens.</summary>
internal sealed record EndpointSettings
{
    /// <summary>The address it binds and tells the others.</summary>
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>For the other silos.</summary>
    public int SiloPort { get; init; } = 11111;

    /// <summary>For clients; 0 for none.</summary>
    public int GatewayPort { get; init; } = 30000;

    /// <summary>For weights; 0 takes a free one.</summary>
    public int WeightsPort { get; init; }
}
