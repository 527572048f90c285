using System.Globalization;
using Magistral.Method.Randomness;

namespace Magistral.Grains.Runs;

/// <summary>Makes run ids: opaque, unique, sorted by time.</summary>
public static class RunIds
{
    /// <summary>The id of a run submitted now.</summary>
    /// <param name="now">The time.</param>
    /// <param name="tenant">Whose run.</param>
    /// <param name="ordinal">Runs of the tenant before it.</param>
    public static string Next(DateTimeOffset now, string tenant, int ordinal)
    {
        var mark = new SeededRandom(now.Ticks, "run-id/" + tenant, ordinal).NextUInt64() & 0xFFFFFFFFFF;
        return string.Create(CultureInfo.InvariantCulture, $"{now.UtcDateTime:yyyyMMddHHmmssfff}-{mark:x10}");
    }
}
