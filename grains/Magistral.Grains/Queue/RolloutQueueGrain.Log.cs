using Microsoft.Extensions.Logging;

namespace Magistral.Grains.Queue;

public sealed partial class RolloutQueueGrain
{
    [LoggerMessage(1401, LogLevel.Warning, "Run {RunId}: group {Group}, which '{Owner}' held, is leased again to '{Next}', with {Tokens} tokens that were kept")]
    private static partial void LogLeasedAgain(ILogger log, string runId, int group, string owner, string next, int tokens);

    [LoggerMessage(1402, LogLevel.Warning, "Run {RunId}: the trainer fell back from step {From} to {To}; {Groups} groups are ready again")]
    private static partial void LogFellBack(ILogger log, string runId, int from, int to, long groups);
}
