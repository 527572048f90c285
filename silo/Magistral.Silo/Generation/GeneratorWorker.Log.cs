using Microsoft.Extensions.Logging;

namespace Magistral.Silo.Generation;

internal sealed partial class GeneratorWorker
{
    [LoggerMessage(2101, LogLevel.Information, "Generator {GeneratorId} stopped")]
    private static partial void LogStopped(ILogger log, string generatorId);

    [LoggerMessage(2102, LogLevel.Error, "Generator {GeneratorId} failed")]
    private static partial void LogFailed(ILogger log, Exception error, string generatorId);

    [LoggerMessage(2103, LogLevel.Error, "The failure of generator {GeneratorId} could not be told to its run or queue")]
    private static partial void LogFailureUntold(ILogger log, Exception error, string generatorId);

    [LoggerMessage(2105, LogLevel.Error, "Generator {GeneratorId} cannot work for its run: {Reason}")]
    private static partial void LogRefused(ILogger log, string generatorId, string reason);

    [LoggerMessage(2104, LogLevel.Warning, "Generator {GeneratorId} could not give its groups back; their leases lapse")]
    private static partial void LogNotGivenBack(ILogger log, Exception error, string generatorId);
}
