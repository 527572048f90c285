namespace Magistral.Verifiers.Mathematics.Evaluation;

/// <summary>A complex number whose parts are known to lie in balls.</summary>
internal readonly record struct ComplexBall(Ball Re, Ball Im)
{
    public bool IsReal => Im.IsExactZero;

    public static implicit operator ComplexBall(Ball real) => new(real, Ball.Zero);

    public static ComplexBall operator -(ComplexBall value) => new(-value.Re, -value.Im);
}
