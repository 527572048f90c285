namespace Magistral.Engine.Training;

/// <summary>What became of one line of an objectives file: a result or an error.</summary>
/// <param name="Number">Its number in the file, from 1.</param>
/// <param name="Result">The differences, or null.</param>
/// <param name="Error">Why the line cannot be used, or null.</param>
public sealed record ObjectiveCheckLine(int Number, ObjectiveCheckResult? Result, ObjectiveRowException? Error);
