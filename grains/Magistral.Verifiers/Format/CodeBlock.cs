namespace Magistral.Verifiers.Format;

/// <summary>A closed fenced block.</summary>
/// <param name="Language">The language tag as written, not empty.</param>
/// <param name="Program">The lines between the fences, each with its line end.</param>
public sealed record CodeBlock(string Language, string Program);
