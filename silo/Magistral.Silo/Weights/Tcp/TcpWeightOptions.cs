using System.Net;

namespace Magistral.Silo.Weights.Tcp;

/// <summary>Where and how a silo moves weights over TCP.</summary>
public sealed record TcpWeightOptions
{
    /// <summary>Address to listen at; loopback unless told otherwise.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>Port to listen at; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Name or address by which other silos reach this one; null: <see cref="Address"/>.</summary>
    public string? AdvertisedHost { get; init; }

    /// <summary>How long the other side may say nothing, and how long the opening of a stream may take. Who is alive says so five times as often.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long one publication may take to reach one receiver and those behind it.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Most streams that silos of the run may have open here; more are turned away.</summary>
    public int MostStreams { get; init; } = 64;

    /// <summary>Most streams whose other side has not proven itself yet; more wait, and the slowest of them make way.</summary>
    public int MostOpenings { get; init; } = 256;

    /// <summary>What an opening may take before it makes way where there are too many; <see cref="Patience"/> where there are not.</summary>
    public TimeSpan OpeningGrace { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>Wraps a fresh stream, as in TLS; the second argument says whether this side accepted it. Null: plain.</summary>
    public Func<Stream, bool, CancellationToken, Task<Stream>>? Wrap { get; init; }
}
