namespace Magistral.Verifiers.Mathematics.Parsing;

/// <summary>A text is not a mathematical answer. Caught within the verifier, never seen by callers.</summary>
/// <param name="what">What was found.</param>
/// <param name="position">Index of the character.</param>
internal sealed class MathSyntaxException(string what, int position) : Exception($"{what} at character {position}")
{
    public int Position { get; } = position;
}
