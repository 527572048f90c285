namespace Magistral.Client.Runs;

/// <summary>What an audit found.</summary>
/// <param name="Groups">Groups issued.</param>
/// <param name="Ended">Groups with an end.</param>
/// <param name="Open">Groups without.</param>
/// <param name="Steps">Updates in the surviving weights.</param>
/// <param name="TrainedCompletions">Completions in those updates.</param>
/// <param name="TrainedTokens">Their tokens.</param>
/// <param name="Versions">Versions published.</param>
/// <param name="Faults">One sentence for each thing that must not be; none when the books are right.</param>
public sealed record AuditReport(
    int Groups, int Ended, int Open, int Steps, long TrainedCompletions, long TrainedTokens, int Versions, IReadOnlyList<string> Faults);
