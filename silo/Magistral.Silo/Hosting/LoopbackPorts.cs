using System.Net.NetworkInformation;

namespace Magistral.Silo.Hosting;

/// <summary>Ports of loopback for silos that take any. Thread-safe.</summary>
/// <remarks>
/// A port that the system hands out may go to somebody's outgoing connection before the silo binds it: they come from the same range, above 32,767 on
/// Linux. So ports are drawn from below it. Two who draw at once hardly draw the same.
/// </remarks>
public static class LoopbackPorts
{
    private const int First = 16_384;
    private const int End = 32_768;

    /// <summary>A port, 16,384 to 32,767, that nobody listened on just now.</summary>
    public static int Free()
    {
        var taken = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(listener => listener.Port).ToHashSet();
        int port;
        do
            port = Random.Shared.Next(First, End);
        while (taken.Contains(port));
        return port;
    }
}
