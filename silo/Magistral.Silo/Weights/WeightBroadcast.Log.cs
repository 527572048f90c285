using Microsoft.Extensions.Logging;

namespace Magistral.Silo.Weights;

internal sealed partial class WeightBroadcast
{
    [LoggerMessage(2311, LogLevel.Debug, "Version {Version} of run {RunId} reached {Reached} of {Receivers} silos in {Milliseconds:0} ms")]
    private static partial void LogDelivered(ILogger log, int version, string runId, int reached, int receivers, double milliseconds);

    [LoggerMessage(2312, LogLevel.Warning, "Version {Version} of run {RunId} was not delivered, silos fetch it: {Reason}")]
    private static partial void LogNotDelivered(ILogger log, int version, string runId, string reason);

    [LoggerMessage(2313, LogLevel.Warning, "Version {Version} of run {RunId} could not be left in the store: {Reason}")]
    private static partial void LogNotStored(ILogger log, int version, string runId, string reason);

    [LoggerMessage(2314, LogLevel.Warning, "The books of run {RunId} could not be told that this silo holds weights: {Reason}")]
    private static partial void LogBooksSilent(ILogger log, string runId, string reason);
}
