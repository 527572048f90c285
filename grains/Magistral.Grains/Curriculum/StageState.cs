namespace Magistral.Grains.Curriculum;

/// <summary>What the curriculum keeps of one RL stage.</summary>
/// <param name="Groups">Groups scored on its problems.</param>
/// <param name="Window">Pass rates of the latest of them, oldest first, each 0 to 1.</param>
/// <param name="PromotedAtGroup">Groups scored in the run when it was promoted; null before.</param>
public sealed record StageState(int Groups, IReadOnlyList<double> Window, int? PromotedAtGroup);
