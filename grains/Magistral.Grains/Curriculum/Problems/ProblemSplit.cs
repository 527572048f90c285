namespace Magistral.Grains.Curriculum.Problems;

/// <summary>Which rows of a stage's files are trained on and which are held out: what reading every row once told.</summary>
/// <param name="Version">Of the files that were read, and of what was asked of them.</param>
/// <param name="Training">Rows that are trained on, for each chunk.</param>
/// <param name="HeldOut">Chunk and row of each that is held out.</param>
internal sealed record ProblemSplit(string Version, int[][] Training, int[][] HeldOut);
