using System.Numerics;
using Magistral.Verifiers.Mathematics.Expressions;

namespace Magistral.Verifiers.Mathematics.Evaluation;

/// <summary>The functions that have a name of their own.</summary>
internal sealed class FunctionEvaluator(ComplexFunctions functions)
{
    public ComplexBall Apply(FunctionKind kind, ComplexBall x)
    {
        switch (kind)
        {
            case FunctionKind.Sin:
                return functions.SinCos(x).Sin;
            case FunctionKind.Cos:
                return functions.SinCos(x).Cos;
            case FunctionKind.Sec:
                return functions.Divide(functions.One, functions.SinCos(x).Cos);
            case FunctionKind.Csc:
                return functions.Divide(functions.One, functions.SinCos(x).Sin);
            case FunctionKind.Tan:
                var (sin, cos) = functions.SinCos(x);
                return functions.Divide(sin, cos);
            case FunctionKind.Cot:
                var (above, below) = functions.SinCos(x);
                return functions.Divide(below, above);
            case FunctionKind.Ln:
                return functions.Log(x);
            case FunctionKind.Absolute:
                return functions.Absolute(x);
            case FunctionKind.Floor:
                return Floor(x);
            case FunctionKind.Ceiling:
                return -Floor(-x);
            case FunctionKind.RealPart:
                return x.Re;
            case FunctionKind.ImaginaryPart:
                return x.Im;
            case FunctionKind.Conjugate:
                return new(x.Re, -x.Im);
            case FunctionKind.Sinh or FunctionKind.Cosh or FunctionKind.Tanh:
                return Hyperbolic(kind, x);
            default:
                return Inverse(kind, x);
        }
    }

    private ComplexBall Hyperbolic(FunctionKind kind, ComplexBall x)
    {
        var rising = functions.Exp(x);
        var falling = functions.Divide(functions.One, rising);
        var sinh = ComplexFunctions.Half(functions.Subtract(rising, falling));
        var cosh = ComplexFunctions.Half(functions.Add(rising, falling));
        return kind switch
        {
            FunctionKind.Sinh => sinh,
            FunctionKind.Cosh => cosh,
            _ => functions.Divide(sinh, cosh),
        };
    }

    private ComplexBall Inverse(FunctionKind kind, ComplexBall x)
    {
        ComplexFunctions.Require(x.IsReal, "an inverse function of a complex number");
        if (kind == FunctionKind.Arctan) return functions.Elementary.Arctan(x.Re);
        ComplexFunctions.Require(kind is FunctionKind.Arcsin or FunctionKind.Arccos, "a function that has no value here");
        var real = functions.Real;
        var rest = real.Subtract(functions.One.Re, real.Multiply(x.Re, x.Re));
        ComplexFunctions.Require(rest.Sign >= 0, "an inverse function beyond its range");
        var other = real.Sqrt(rest);
        return kind == FunctionKind.Arcsin ? functions.Elementary.Angle(x.Re, other) : functions.Elementary.Angle(other, x.Re);
    }

    private ComplexBall Floor(ComplexBall x)
    {
        ComplexFunctions.Require(x.IsReal && x.Re.Exponent is < 4096 and > -4096 && (x.Re.Error == Ball.None || x.Re.Error < -8), "a whole part that is not known");
        var scaled = x.Re.Exponent >= 0 ? x.Re.Mantissa << (int)x.Re.Exponent : x.Re.Mantissa >> (int)-x.Re.Exponent;
        if (x.Re.Error == Ball.None) return Ball.Of(scaled, 0, Ball.None, functions.Real.Bits);
        var fraction = functions.Real.Subtract(x.Re, Ball.Of(scaled, 0, Ball.None, functions.Real.Bits));
        var rest = functions.Real.Subtract(Ball.Of(BigInteger.One, 0, Ball.None, functions.Real.Bits), fraction);
        ComplexFunctions.Require(fraction.Sign > 0 && rest.Sign > 0, "a whole part that is not known");
        return Ball.Of(scaled, 0, Ball.None, functions.Real.Bits);
    }
}
