using Microsoft.Extensions.Logging;

namespace Magistral.Grains.Queue;

public sealed partial class RolloutQueueGrain
{
    [LoggerMessage(1401, LogLevel.Warning, "Run {RunId}: the lease of group {Group} by '{Owner}' lapsed; it is leased again")]
    private static partial void LogLeaseLapsed(ILogger log, string runId, int group, string owner);

    [LoggerMessage(1402, LogLevel.Warning, "Run {RunId}: the trainer fell back from step {From} to {To}; {Groups} groups are ready again")]
    private static partial void LogFellBack(ILogger log, string runId, int from, int to, long groups);
}
