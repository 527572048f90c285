namespace Magistral.Verifiers.Mathematics.Equality;

/// <summary>The numbers between two endpoints; a closed interval of equal endpoints is a point.</summary>
internal readonly record struct Interval(Endpoint Low, bool IncludesLow, Endpoint High, bool IncludesHigh)
{
    public static Interval All => new(Endpoint.Lowest, false, Endpoint.Highest, false);
}
