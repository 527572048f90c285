namespace Magistral.Verifiers.Code.Programs;

/// <summary>One test of a program: what it reads and what it is to write.</summary>
/// <param name="Stdin">Its standard input; may be empty or hold NUL characters.</param>
/// <param name="Stdout">The expected standard output, compared by <see cref="OutputComparison"/>.</param>
public sealed record CodeTest(string Stdin, string Stdout);
