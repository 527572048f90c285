using Magistral.Method.Generation;

namespace Magistral.Contracts.PromptGroups;

/// <summary>The beginning of a completion whose generator has not finished it; another one can go on with it.</summary>
/// <param name="Index">Index in its group, 0 to G-1.</param>
/// <param name="Completion">Its tokens so far.</param>
[GenerateSerializer, Immutable, Alias("magistral.partial-rollout")]
public sealed record PartialRollout([property: Id(0)] int Index, [property: Id(4)] TokenStream Completion);
