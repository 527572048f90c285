using Magistral.Contracts.Curriculum;

namespace Magistral.Grains.Curriculum.Datasets;

/// <summary>One example of the supervised stage.</summary>
/// <param name="Prompt">What the model reads.</param>
/// <param name="Completion">What the teacher wrote, without the end-of-text token.</param>
public sealed record TeacherTrace(string Prompt, string Completion)
{
    /// <summary>The conversation before the completion, where there is one; <see cref="Prompt"/> is then the last thing its user says.</summary>
    public IReadOnlyList<PromptMessage>? Messages { get; init; }
}
