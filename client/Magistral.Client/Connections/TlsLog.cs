using Microsoft.Extensions.Logging;

namespace Magistral.Client.Connections;

/// <summary>Logs what TLS refuses.</summary>
internal static partial class TlsLog
{
    [LoggerMessage(4001, LogLevel.Warning, "No secured connection to {Gateway} could be opened: {Reason}")]
    public static partial void LogNotOpened(ILogger log, string gateway, string reason);
}
