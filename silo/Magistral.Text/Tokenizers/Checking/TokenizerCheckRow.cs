namespace Magistral.Text.Tokenizers.Checking;

/// <summary>One row of an `expected.json`, checked.</summary>
/// <param name="Path">Where it stands in the file, such as `cases[3]`.</param>
/// <param name="Checks">Comparisons made.</param>
/// <param name="Fault">The first that failed, and how; null when the row agrees.</param>
public sealed record TokenizerCheckRow(string Path, int Checks, string? Fault);
