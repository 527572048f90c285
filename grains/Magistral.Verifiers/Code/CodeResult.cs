namespace Magistral.Verifiers.Code;

/// <summary>The judgement on a program.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Passed">Tests that passed before the first failing one; those after it are not run.</param>
/// <param name="Total">All tests.</param>
/// <param name="Detail">Why, for people: which test failed and how, or the end of what a compiler said; empty when all passed.</param>
public sealed record CodeResult(CodeVerdict Verdict, int Passed, int Total, string Detail);
