namespace Magistral.Grains.Curriculum;

/// <summary>The pass rate of one problem.</summary>
/// <param name="Stage">Index of its RL stage.</param>
/// <param name="Rollouts">Completions scored.</param>
/// <param name="Correct">Of those, right ones.</param>
public readonly record struct ProblemTally(int Stage, int Rollouts, int Correct);
