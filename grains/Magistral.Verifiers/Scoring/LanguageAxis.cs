using Magistral.Method.Rewards;
using Magistral.Verifiers.Format;
using Magistral.Verifiers.Language;

namespace Magistral.Verifiers.Scoring;

/// <summary>Grades the language of whole responses, whatever the task.</summary>
public static class LanguageAxis
{
    /// <summary>Whether problem, thoughts and answer share a language; null when there is nothing to compare or the axis has no weight.</summary>
    /// <param name="prompt">The problem as the model saw it.</param>
    /// <param name="format">The response, split by the gate.</param>
    /// <param name="weights">With a language weight of 0 nothing is graded and no model of a language is ever loaded.</param>
    /// <exception cref="LanguageModelsMissingException">The axis has a weight, and its models are not beside the program.</exception>
    public static bool? Grade(string prompt, FormatResult format, RewardWeights weights)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(format);
        ArgumentNullException.ThrowIfNull(weights);
        return format.Passed && weights.Language > 0 ? LanguageVerifier.Shared.Agree(prompt, format.Thoughts, format.AnswerPart) : null;
    }
}
