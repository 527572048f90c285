using Magistral.Engine.Weights;

namespace Magistral.Engine.HuggingFace;

/// <summary>How a model folder compares with its expected outputs.</summary>
/// <param name="Figures">One a comparison.</param>
/// <param name="RotaryFrequencies">What the rotary frequencies were rounded to: F32, not at all, unless only the folder's own format agrees.</param>
public sealed record ModelCheckResult(IReadOnlyList<ModelCheckFigure> Figures, NumberFormat RotaryFrequencies)
{
    /// <summary>Whether every difference is within its tolerance.</summary>
    public bool Passed => Figures.All(figure => figure.Passed);
}
