using Magistral.Verifiers.Mathematics.Evaluation;
using Magistral.Verifiers.Mathematics.Expressions;

namespace Magistral.Verifiers.Mathematics.Limits;

/// <summary>Decides whether a limit is the value at its target.</summary>
internal sealed class Continuity(Effort effort)
{
    private const int Bits = 256;

    /// <summary>The real value of a constant, or null where it has none.</summary>
    public Ball? Value(Expression constant)
    {
        try
        {
            var value = new BallEvaluator(new(new Dictionary<string, Rational>(), realOnly: true, bareLogBase: null), Bits, effort).Evaluate(constant);
            return value.IsReal ? value.Re : null;
        }
        catch (NoValueException)
        {
            return null;
        }
    }

    /// <summary>The expression with the target in the place of the name, when it is continuous there; else null.</summary>
    public Expression? At(Expression expression, string name, Expression target)
    {
        if (!IsContinuous(expression, name, target)) return null;
        var value = Substitution.Replace(expression, name, target, effort);
        return Value(value) is null ? null : value;
    }

    /// <summary>Whether a function is continuous wherever it is defined.</summary>
    public static bool IsContinuous(FunctionKind kind) =>
        !kind.IsComplexPart() && kind is not (FunctionKind.Floor or FunctionKind.Ceiling or FunctionKind.Factorial);

    /// <summary>Whether all functions of the name are continuous wherever they are defined.</summary>
    private bool IsContinuous(Expression node, string name, Expression target)
    {
        effort.Spend();
        if (!Substitution.Holds(node, name)) return true;
        var isKnown = node switch
        {
            Symbol or Negation or Sum or Product or Quotient or Logarithm => true,
            Root root => !Substitution.Holds(root.Index, name),
            Power power => !Substitution.Holds(power.Exponent, name) || IsPositive(power.Base, name, target),   // 0⁰ is 1 as a value
            Function function => IsContinuous(function.Kind),
            _ => false,
        };
        return isKnown && ExpressionWalk.Children(node).All(child => IsContinuous(child, name, target));
    }

    private bool IsPositive(Expression expression, string name, Expression target) =>
        Value(Substitution.Replace(expression, name, target, effort)) is { Sign: > 0 };
}
