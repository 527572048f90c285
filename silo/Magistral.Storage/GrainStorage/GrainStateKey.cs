using System.Globalization;
using System.Text;
using Magistral.Grains.Storage;

namespace Magistral.Storage.GrainStorage;

/// <summary>Where a grain's state is kept: <c>state/TYPE/KEY/NAME</c>, the slashes of the key being folders.</summary>
/// <remarks>
/// A character that no object key may hold is written as <c>%</c> and the two hexadecimal digits of each of its UTF-8 bytes, an
/// empty segment as a lone <c>%</c>; hence two grains never share a key.
/// </remarks>
public static class GrainStateKey
{
    /// <summary>The key of one state of one grain.</summary>
    /// <param name="grain">The grain's type and key.</param>
    /// <param name="stateName">The name given in <c>[PersistentState]</c>.</param>
    /// <exception cref="ArgumentException">The grain's key is too long for an object key.</exception>
    public static StoreKey Of(GrainId grain, string stateName) =>
        new($"state/{Escaped(grain.Type.ToString()!)}/{Escaped(grain.Key.ToString()!)}/{Segment(stateName)}");

    private static string Escaped(string path) => string.Join('/', path.Split('/').Select(Segment));

    private static string Segment(string segment)
    {
        if (segment.Length == 0)
            return "%";
        if (segment[0] != '.' && segment.All(character => character != '%' && StoreKey.Allows(character)))
            return segment;
        var escaped = new StringBuilder();
        foreach (var value in Encoding.UTF8.GetBytes(segment))
        {
            var plain = value != '%' && StoreKey.Allows((char)value) && (value != '.' || escaped.Length > 0);
            _ = plain ? escaped.Append((char)value) : escaped.Append(CultureInfo.InvariantCulture, $"%{value:X2}");
        }
        return escaped.ToString();
    }
}
