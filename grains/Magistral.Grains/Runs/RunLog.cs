using Magistral.Contracts.Runs;
using Microsoft.Extensions.Logging;

namespace Magistral.Grains.Runs;

/// <summary>What a run's grain logs.</summary>
internal static partial class RunLog
{
    [LoggerMessage(1001, LogLevel.Information, "Run {RunId} is {Lifecycle}: {Reason}")]
    public static partial void Stopped(ILogger log, string runId, RunLifecycle lifecycle, string reason);

    [LoggerMessage(1002, LogLevel.Information, "Run {RunId}: a trainer took charge with term {Term}, the {Attempt}. since the last step")]
    public static partial void TermBegan(ILogger log, string runId, int term, int attempt);

    [LoggerMessage(1003, LogLevel.Warning, "Run {RunId}: generator {GeneratorId} was not heard of for {Seconds} s; its groups go to others")]
    public static partial void GeneratorSilent(ILogger log, string runId, string generatorId, double seconds);

    [LoggerMessage(1004, LogLevel.Information, "Run {RunId} shall pause, which its trainer could not be told yet: {Reason}")]
    public static partial void PauseNotTold(ILogger log, string runId, string reason);

    [LoggerMessage(1005, LogLevel.Warning, "Run {RunId}: the books of its tenant could not be told how it stands, they are told again: {Reason}")]
    public static partial void NotNoted(ILogger log, string runId, string reason);

    [LoggerMessage(1006, LogLevel.Warning, "Run {RunId}: not all that belongs to no checkpoint could be deleted, it is tried again: {Reason}")]
    public static partial void Unswept(ILogger log, string runId, string reason);
}
