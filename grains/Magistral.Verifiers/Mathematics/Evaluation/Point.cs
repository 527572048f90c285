using Magistral.Verifiers.Mathematics.Expressions;

namespace Magistral.Verifiers.Mathematics.Evaluation;

/// <summary>Values of all symbols, and how the ambiguous is read.</summary>
/// <param name="values">By name.</param>
/// <param name="realOnly">Even roots and logarithms of negative numbers have no value.</param>
/// <param name="bareLogBase">The base of a logarithm without one; null for e.</param>
internal sealed class Point(IReadOnlyDictionary<string, Rational> values, bool realOnly, int? bareLogBase)
{
    public static Point Origin { get; } = new(new Dictionary<string, Rational>(), realOnly: false, bareLogBase: null);

    public bool RealOnly { get; } = realOnly;

    public int? BareLogBase { get; } = bareLogBase;

    public Rational this[string name] => values.TryGetValue(name, out var value) ? value : throw new NoValueException($"{name} is free");
}
