using Microsoft.Extensions.Logging;

namespace Magistral.Silo.Security;

/// <summary>Names refusals in the log: each source and reason once in a while, so that a stranger who goes on does not fill it.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed partial class RefusalLog(TimeProvider clock, ILogger<RefusalLog> log)
{
    private const int MostRemembered = 1024;
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(10);
    private readonly RefusalMemory memory = new(clock, Quiet, MostRemembered);

    /// <summary>Notes a refusal.</summary>
    /// <param name="source">Who was refused; no secret.</param>
    /// <param name="reason">Why; no secret, and the same text for the same reason.</param>
    public void Note(string source, string reason)
    {
        if (memory.IsDue(source, reason))
            LogRefused(log, source, reason);
    }

    [LoggerMessage(2402, LogLevel.Warning, "{Source} was refused: {Reason}")]
    private static partial void LogRefused(ILogger log, string source, string reason);
}
