using Magistral.Contracts.Weights;
using Microsoft.Extensions.Logging;

namespace Magistral.Silo.Weights.Tcp;

public sealed partial class TcpWeightTransport
{
    [LoggerMessage(2302, LogLevel.Warning, "The weights of run {RunId} could not be fetched from {Endpoint}: {Reason}")]
    private static partial void LogNotFetched(ILogger log, string runId, WeightEndpoint endpoint, string reason);
}
