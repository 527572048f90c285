using System.IO.Hashing;
using System.Text;
using Magistral.Grains.Verification;
using Orleans.Placement;
using Orleans.Runtime.Placement;

namespace Magistral.Grains.Placement;

/// <summary>Keeps one silo for a verifier: each further attempt at the same work gets another one, as long as there are others.</summary>
/// <remarks>
/// The silos are ranked by a hash of their address with the share of the key (rendezvous hashing, Thaler and Ravishankar 1998), and attempt k takes
/// the k-th. A silo that comes or goes moves only its own share, so an attempt does not return to the silo that failed because a third one left.
/// </remarks>
public sealed class SiloByAttemptFilter : IPlacementFilterDirector
{
    /// <inheritdoc/>
    public IEnumerable<SiloAddress> Filter(PlacementFilterStrategy filterStrategy, PlacementTarget target, IEnumerable<SiloAddress> silos) =>
        VerifierKey.Parse(target.GrainIdentity.Key.ToString() ?? "") is { } key ? Choose(key, [.. silos]) : silos;

    /// <summary>The silo for a key; all silos that decide see the same order.</summary>
    public static IEnumerable<SiloAddress> Choose(VerifierKey key, IReadOnlyList<SiloAddress> silos)
    {
        ArgumentNullException.ThrowIfNull(silos);
        return silos.Count <= 1 ? silos : [silos.OrderByDescending(silo => Rank(key.Share, silo)).ElementAt(key.Attempt % silos.Count)];
    }

    private static ulong Rank(int share, SiloAddress silo) => XxHash3.HashToUInt64(Encoding.UTF8.GetBytes($"{silo.ToParsableString()}/{share}"));
}
