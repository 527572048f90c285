using Magistral.Method.Generation;

namespace Magistral.Contracts.PromptGroups;

/// <summary>A finished completion as the generator hands it over.</summary>
/// <param name="Index">Index in its group, 0 to G-1.</param>
/// <param name="Completion">Its tokens.</param>
/// <param name="Finish">Why it ended.</param>
/// <param name="Text">The completion as text, without the end-of-text token.</param>
[GenerateSerializer, Immutable, Alias("magistral.generated-rollout")]
public sealed record GeneratedRollout(
    [property: Id(0)] int Index,
    [property: Id(6)] TokenStream Completion,
    [property: Id(4)] FinishReason Finish,
    [property: Id(5)] string Text);
