using Magistral.Verifiers.Mathematics.Expressions;

namespace Magistral.Verifiers.Mathematics.Equality;

/// <summary>A place on the real line, or one of its two ends.</summary>
/// <param name="Value">Null at an end.</param>
/// <param name="Infinity">−1 or 1 at an end, else 0.</param>
internal readonly record struct Endpoint(Expression? Value, int Infinity)
{
    public static Endpoint Lowest => new(null, -1);

    public static Endpoint Highest => new(null, 1);

    /// <summary>The endpoint that a constant stands for, or null when it is none.</summary>
    public static Endpoint? Of(Expression expression)
    {
        if (ValueEquality.Infinity(expression) is { } sign) return new(null, sign);
        return expression.IsConstant() ? new(expression, 0) : null;
    }
}
