using Magistral.Method.Verification;
using Magistral.Contracts.Specs;

namespace Magistral.Contracts.Verification;

/// <summary>One response to score.</summary>
/// <param name="Task">What kind of answer is asked for.</param>
/// <param name="Prompt">The problem as the model saw it.</param>
/// <param name="Response">The whole completion as text.</param>
/// <param name="Reference">The right answer; for code a JSON object with <c>tests</c>, a list of <c>stdin</c> and <c>stdout</c>, or with <c>test_code</c>.</param>
/// <param name="LengthTokens">Tokens of the completion.</param>
/// <param name="LMax">Hard limit in tokens.</param>
/// <param name="LCache">Soft zone before the limit in tokens.</param>
/// <param name="CutOff">Whether the completion was cut off at the limit.</param>
/// <param name="Weights">Weights of the axes.</param>
/// <param name="TestSeed">Which of many tests are run: the same for all rollouts of a group.</param>
[GenerateSerializer, Immutable, Alias("magistral.score-request")]
public sealed record ScoreRequest(
    [property: Id(0)] TaskKind Task,
    [property: Id(1)] string Prompt,
    [property: Id(2)] string Response,
    [property: Id(3)] string Reference,
    [property: Id(4)] int LengthTokens,
    [property: Id(5)] int LMax,
    [property: Id(6)] int LCache,
    [property: Id(7)] bool CutOff,
    [property: Id(8)] RewardSpec Weights,
    [property: Id(9)] ulong TestSeed = 0);
