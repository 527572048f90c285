using System.Globalization;
using Magistral.Contracts.Specs;

namespace Magistral.Silo.Models;

/// <summary>Whether what a run takes is there.</summary>
/// <remarks>Pure.</remarks>
public static class MemoryRule
{
    /// <summary>The fault of a run that takes more than there is: it names the largest part, by its setting.</summary>
    /// <param name="where">Who takes it, such as "on a generator".</param>
    /// <param name="parts">What is taken, at least one.</param>
    /// <param name="bytes">What there is.</param>
    public static SpecFault? Check(string where, IReadOnlyList<MemoryPart> parts, long bytes)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var taken = parts.Sum(part => (double)part.Bytes);
        if (taken <= bytes)
            return null;
        var largest = parts.MaxBy(part => part.Bytes)!;
        return new(largest.Setting, $"the run takes about {Text(taken)} {where}, where it may take {Text(bytes)}; {Text(largest.Bytes)} of it are {largest.What}", Remedy(largest, bytes - (taken - largest.Bytes)));
    }

    /// <summary>Bytes as people read them.</summary>
    public static string Text(double bytes) => bytes switch
    {
        < 1e9 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0} MB"),
        < 1e10 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.0} GB"),
        < 1e15 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0} GB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e15:0} PB"),
    };

    private static string Remedy(MemoryPart largest, double room)
    {
        var fits = largest.Bytes == 0 ? 0 : Math.Floor(largest.Count * Math.Max(0, room) / largest.Bytes);
        return fits >= Math.Max(1, largest.Least) ? string.Create(CultureInfo.InvariantCulture, $"use at most {fits:0}, or {largest.Remedy}") : largest.Remedy;
    }
}
