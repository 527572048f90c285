using Magistral.Contracts.PromptGroups;
using Microsoft.Extensions.Logging;

namespace Magistral.Grains.PromptGroups;

public sealed partial class PromptGroupGrain
{
    [LoggerMessage(1201, LogLevel.Debug, "Prompt group {Group} ended as {Phase}: {Reason}")]
    private static partial void LogEnded(ILogger log, GroupKey group, GroupPhase phase, string reason);

    [LoggerMessage(1202, LogLevel.Warning, "Prompt group {Group} could not enter its scores; they will be computed again in a moment")]
    private static partial void LogScoresLost(ILogger log, Exception error, GroupKey group);

    [LoggerMessage(1204, LogLevel.Warning, "Prompt group {Group} waited {AgeSeconds:0.#} s for {Component} {Owner}: it is asked again")]
    private static partial void LogOverdue(ILogger log, GroupKey group, double ageSeconds, WaitKind component, string owner);

    [LoggerMessage(1203, LogLevel.Warning, "Prompt group {Group} could not announce its result; it will again in a moment")]
    private static partial void LogAnnouncementLost(ILogger log, Exception error, GroupKey group);
}
