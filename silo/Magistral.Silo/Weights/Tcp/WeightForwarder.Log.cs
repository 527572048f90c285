using Magistral.Contracts.Weights;
using Microsoft.Extensions.Logging;

namespace Magistral.Silo.Weights.Tcp;

internal sealed partial class WeightForwarder
{
    [LoggerMessage(2301, LogLevel.Warning, "The silo at {Endpoint} was not reached with version {Version} of run {RunId}: {Reason}")]
    private static partial void LogNotReached(ILogger log, WeightEndpoint endpoint, int version, string runId, string reason);
}
