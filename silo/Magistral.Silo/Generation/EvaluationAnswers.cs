using Magistral.Engine.Generation;

namespace Magistral.Silo.Generation;

/// <summary>Answers to the prompts of an evaluation.</summary>
/// <param name="Version">The version that answered all of them.</param>
/// <param name="Sequences">In the order of the requests.</param>
public sealed record EvaluationAnswers(int Version, IReadOnlyList<FinishedSequence> Sequences);
