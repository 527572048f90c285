namespace Magistral.Cli.Reports.Samples;

/// <summary>One step of a digit-by-digit addition as it was written.</summary>
/// <param name="Left">Digit of the first number.</param>
/// <param name="Right">Digit of the second number.</param>
/// <param name="Carry">Carry from the step before.</param>
/// <param name="Sum">The sum that was written.</param>
internal readonly record struct DigitStep(int Left, int Right, int Carry, int Sum)
{
    /// <summary>As written.</summary>
    public override string ToString() => $"{Left}+{Right}+{Carry}={Sum}";
}
