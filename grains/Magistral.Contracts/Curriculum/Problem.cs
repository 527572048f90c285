using Magistral.Method.Verification;

namespace Magistral.Contracts.Curriculum;

/// <summary>One verifiable problem.</summary>
/// <param name="Id">Names the problem; equal for equal problems of a stage.</param>
/// <param name="Stage">Index of its RL stage.</param>
/// <param name="StageName">Name of that stage.</param>
/// <param name="Task">What kind of answer it asks for.</param>
/// <param name="Prompt">What the model reads.</param>
/// <param name="Reference">The right answer.</param>
/// <param name="LMax">Hard limit of a completion in tokens.</param>
/// <param name="LCache">Soft zone before the limit in tokens.</param>
[GenerateSerializer, Immutable, Alias("magistral.problem")]
public sealed record Problem(
    [property: Id(0)] string Id,
    [property: Id(1)] int Stage,
    [property: Id(2)] string StageName,
    [property: Id(3)] TaskKind Task,
    [property: Id(4)] string Prompt,
    [property: Id(5)] string Reference,
    [property: Id(6)] int LMax,
    [property: Id(7)] int LCache)
{
    /// <summary>The conversation to continue, where there is one; <see cref="Prompt"/> is then the last thing its user says.</summary>
    [Id(8)]
    public IReadOnlyList<PromptMessage>? Messages { get; init; }
}
