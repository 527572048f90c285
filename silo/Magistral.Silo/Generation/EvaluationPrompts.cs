using Magistral.Contracts.Generation;
using Magistral.Engine.Generation;

namespace Magistral.Silo.Generation;

/// <summary>Prompts to answer greedily with one set of weights.</summary>
/// <param name="Requests">What to answer; ids are positions in the list.</param>
/// <param name="Kind">What the evaluation is for.</param>
/// <param name="Least">The oldest version that may answer; it may still be on its way.</param>
public sealed record EvaluationPrompts(IReadOnlyList<SequenceRequest> Requests, EvaluationKind Kind, int Least);
