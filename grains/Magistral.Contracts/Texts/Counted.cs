using System.Globalization;

namespace Magistral.Contracts;

/// <summary>A count with its noun: "1 group", "3 groups", "0 groups".</summary>
public static class Counted
{
    /// <summary>The count, and the noun with an s unless the count is 1.</summary>
    /// <param name="count">How many.</param>
    /// <param name="noun">One of them; its plural ends in s.</param>
    public static string Of(long count, string noun) => Of(count, noun, noun + "s");

    /// <summary>The count, and what is said of one or of several.</summary>
    /// <param name="count">How many.</param>
    /// <param name="one">Of one, as in "group was".</param>
    /// <param name="several">Of several or none, as in "groups were".</param>
    public static string Of(long count, string one, string several) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : several)}");
}
