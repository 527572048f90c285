using System.IO.Hashing;
using System.Text;

namespace Magistral.Grains.Placement;

/// <summary>The order in which silos are preferred for a key, the same for all silos that decide (rendezvous hashing, Thaler and Ravishankar 1998).</summary>
/// <remarks>A silo that comes or goes moves only its own share. Pure, thread-safe.</remarks>
internal static class SiloRanking
{
    /// <summary>The silos, the preferred one first.</summary>
    public static IOrderedEnumerable<SiloAddress> Of(string key, IEnumerable<SiloAddress> silos) => silos.OrderByDescending(silo => Rank(key, silo));

    private static ulong Rank(string key, SiloAddress silo) => XxHash3.HashToUInt64(Encoding.UTF8.GetBytes($"{silo.ToParsableString()}/{key}"));
}
