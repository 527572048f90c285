namespace Magistral.Verifiers.Mathematics.Equality;

/// <summary>A set of real numbers, and the name of what lies in it where one is written.</summary>
internal sealed record RealSet(IReadOnlyList<Interval> Intervals, string? Name);
