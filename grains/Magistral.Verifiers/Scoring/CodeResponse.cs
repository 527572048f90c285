using Magistral.Verifiers.Code.Programs;


namespace Magistral.Verifiers.Scoring;

/// <summary>A completion for a prompt that asks for a program, with what it is graded against.</summary>
/// <param name="Response">The whole completion as text.</param>
/// <param name="WithTests">Puts the problem's tests around the program that stands in the response.</param>
/// <param name="LengthTokens">Tokens of the completion, ≥ 0.</param>
/// <param name="LMax">The hard limit in tokens, ≥ 1.</param>
/// <param name="LCache">The soft zone below it in tokens, 0..l_max.</param>
/// <param name="CutOff">Whether the completion was cut off at the limit instead of ending by itself.</param>
/// <param name="Prompt">The problem as the model saw it; only its language counts.</param>
public sealed record CodeResponse(
    string Response, Func<CodeLanguage, string, CodeProgram> WithTests, int LengthTokens, int LMax, int LCache, bool CutOff = false, string Prompt = "");
