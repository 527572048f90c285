using System.Net;
using Magistral.Contracts.Security;
using Magistral.Silo.Security;
using Microsoft.Extensions.Logging;

namespace Magistral.Silo.Weights.Tcp;

/// <summary>Names refused streams in the log: each address and reason once in a while, so that a stranger who goes on does not fill it.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed partial class RefusedPeers(TimeProvider clock, ILogger log)
{
    private const int MostRemembered = 256;
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);
    private readonly RefusalMemory memory = new(clock, Quiet, MostRemembered);

    public void Note(EndPoint? peer, string reason)
    {
        var address = PeerAddress.Of(peer);
        if (peer is not null)
            reason = reason.Replace(peer.ToString()!, address, StringComparison.Ordinal);
        if (memory.IsDue(address, reason))
            LogRefused(log, address, reason);
    }

    [LoggerMessage(2303, LogLevel.Warning, "A weight stream from {Address} was refused: {Reason}")]
    private static partial void LogRefused(ILogger log, string address, string reason);
}
