namespace Magistral.Engine.Training;

/// <summary>All that AdamW remembers; with the weights it continues a run exactly.</summary>
/// <param name="Step">Updates done.</param>
/// <param name="FirstMoments">Running mean of the gradient, in the layout's order.</param>
/// <param name="SecondMoments">Running mean of its square.</param>
public sealed record OptimizerState(long Step, float[] FirstMoments, float[] SecondMoments);
