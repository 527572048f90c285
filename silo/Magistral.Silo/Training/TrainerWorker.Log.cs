using Microsoft.Extensions.Logging;

namespace Magistral.Silo.Training;

internal sealed partial class TrainerWorker
{
    [LoggerMessage(2201, LogLevel.Warning, "The trainer of run {RunId} was stopped before it could write a checkpoint")]
    private static partial void LogAborted(ILogger log, string runId);

    [LoggerMessage(2202, LogLevel.Error, "The trainer of run {RunId} failed")]
    private static partial void LogFailed(ILogger log, Exception error, string runId);

    [LoggerMessage(2204, LogLevel.Warning, "The trainer of run {RunId} ends: another one is in charge")]
    private static partial void LogSuperseded(ILogger log, Exception error, string runId);

    [LoggerMessage(2205, LogLevel.Warning, "The trainer of run {RunId} was interrupted; it is started again from the last checkpoint")]
    private static partial void LogInterrupted(ILogger log, Exception error, string runId);

    [LoggerMessage(2206, LogLevel.Information, "Generator {GeneratorId} was not there to be drained")]
    private static partial void LogNotDrained(ILogger log, Exception error, string generatorId);

    [LoggerMessage(2203, LogLevel.Error, "The failure of run {RunId} could not be stored with the run")]
    private static partial void LogFailureUntold(ILogger log, Exception error, string runId);
}
