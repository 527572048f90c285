namespace Magistral.Grains.Curriculum;

/// <summary>The part of a checkpoint that belongs to the curriculum.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="Problems">Pass rates by problem id.</param>
public sealed record CurriculumSnapshot(CurriculumState State, IReadOnlyDictionary<string, ProblemTally> Problems);
