namespace Magistral.Verifiers.Code.Compiling;

/// <summary>What came of compiling a program.</summary>
/// <param name="Binary">The executable; null when there is none.</param>
/// <param name="Complaint">Why there is none, for people.</param>
internal sealed record CompiledProgram(byte[]? Binary, string Complaint);
