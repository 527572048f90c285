using Magistral.Contracts.PromptGroups;
using Magistral.Method.Generation;
using Microsoft.Extensions.Logging;

namespace Magistral.Grains.Queue;

public sealed partial class RolloutQueueGrain
{
    [LoggerMessage(1401, LogLevel.Warning, "Run {RunId}: group {Group} is leased again, to '{Next}'; tokens that were kept: {Tokens}")]
    private static partial void LogLeasedAgain(ILogger log, string runId, int group, string next, int tokens);

    [LoggerMessage(1403, LogLevel.Warning, "Run {RunId}: group {Group} waited {AgeSeconds:0.#} s for {Component} '{Owner}'")]
    private static partial void LogOverdue(ILogger log, string runId, int group, double ageSeconds, WaitKind component, string owner);

    [LoggerMessage(1404, LogLevel.Warning, "Run {RunId}: generator '{Generator}' gets no group while it samples with {Served}: {Trained} is being trained, max_staleness is {MaxStaleness}")]
    private static partial void LogHeld(ILogger log, string runId, string generator, WeightVersion served, WeightVersion trained, int maxStaleness);

    [LoggerMessage(1402, LogLevel.Warning, "Run {RunId}: the trainer fell back from step {From} to {To}; groups that are ready again: {Groups}")]
    private static partial void LogFellBack(ILogger log, string runId, int from, int to, long groups);
}
