namespace Magistral.Engine.HuggingFace;

/// <summary>One comparison of a model with its expected outputs.</summary>
/// <param name="Name">What was compared.</param>
/// <param name="Largest">The largest difference: absolute, relative, or a count of tokens, as <paramref name="Unit"/> says.</param>
/// <param name="Tolerance">The largest that passes.</param>
/// <param name="Unit">`absolute`, `relative` or `tokens`.</param>
/// <param name="Where">The place of the largest difference.</param>
public sealed record ModelCheckFigure(string Name, double Largest, double Tolerance, string Unit, string Where)
{
    /// <summary>Whether the difference is a number within the tolerance.</summary>
    public bool Passed => Largest <= Tolerance;
}
