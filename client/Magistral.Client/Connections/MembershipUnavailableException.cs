using System.Globalization;
using Magistral.Contracts;

namespace Magistral.Client.Connections;

/// <summary>The Redis that keeps the cluster's membership does not answer, so that no gateway is found there.</summary>
/// <param name="redis">Where it is; no secret.</param>
/// <param name="since">Since when it gave no answer.</param>
/// <param name="inner">The last failure.</param>
public sealed class MembershipUnavailableException(string redis, DateTimeOffset since, Exception inner) : MagistralException(
    string.Create(CultureInfo.InvariantCulture, $"the membership of the cluster (Redis at {redis}) does not answer, since {since.UtcDateTime:HH:mm:ss} UTC"),
    "see that this Redis runs and is reached from here; meanwhile runs go on, and so do the silos and clients that are connected, but nobody new finds the service", inner)
{
    /// <summary>Since when it gave no answer, as far as this client asked.</summary>
    public DateTimeOffset Since { get; } = since;
}
