using System.Net;

namespace Magistral.Contracts.Security;

/// <summary>Names the other side of a connection in logs.</summary>
public static class PeerAddress
{
    /// <summary>Its address without the port, which is another one for every connection.</summary>
    /// <param name="peer">The other side; null where the connection does not tell.</param>
    public static string Of(EndPoint? peer) => (peer as IPEndPoint)?.Address.ToString() ?? "an unknown address";
}
