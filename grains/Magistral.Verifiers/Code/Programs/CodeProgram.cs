namespace Magistral.Verifiers.Code.Programs;

/// <summary>A program to judge, with what it is judged by: tests of input and output, or the code of function tests.</summary>
/// <param name="Language">Its language.</param>
/// <param name="Text">Its source.</param>
/// <param name="Tests">The tests in the order they are run; unused with <paramref name="TestCode"/>.</param>
/// <param name="TestCode">Code that follows the program and fails when the program is wrong; for C++ it holds `main`. Null for tests of input and output.</param>
public sealed record CodeProgram(CodeLanguage Language, string Text, IReadOnlyList<CodeTest> Tests, string? TestCode = null)
{
    /// <summary>How many tests there are; function tests count as one.</summary>
    public int Total => TestCode is null ? Tests.Count : 1;
}
