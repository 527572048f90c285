using System.Globalization;
using Orleans.Placement;
using Orleans.Runtime.Placement;

namespace Magistral.Grains.Placement;

/// <summary>Keeps one silo for a verifier: each further attempt at the same work gets another one, as long as there are others.</summary>
/// <remarks>
/// The silos are ranked by the share of the key (<see cref="SiloRanking"/>), and attempt k takes the k-th: an attempt does not return to the silo that
/// failed because a third one left.
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
        return silos.Count <= 1 ? silos : [SiloRanking.Of(key.Share.ToString(CultureInfo.InvariantCulture), silos).ElementAt(key.Attempt % silos.Count)];
    }
}
