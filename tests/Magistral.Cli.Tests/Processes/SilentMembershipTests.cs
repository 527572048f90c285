using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Magistral.Cli.Tests.Processes;

/// <summary>Commands at a cluster whose Redis does not answer.</summary>
public sealed class SilentMembershipTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_command_that_is_stopped_while_Redis_is_silent_says_so_and_what_goes_on()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start(); // takes connections and says nothing, as a frozen Redis does
        var redis = $"127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}";
        using var process = Magistral.Start("runs", "list", "--cluster", $"redis={redis}");
        await Magistral.WaitForAsync(process.StandardError, "note: the membership of the cluster");
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await Magistral.EndAsync(process);
        var said = await process.StandardError.ReadToEndAsync(Cancellation);
        Assert.Equal(1, process.ExitCode);
        Assert.Contains($"error: the membership of the cluster (Redis at {redis}) does not answer, since ", said, StringComparison.Ordinal);
        Assert.Contains("runs go on", said, StringComparison.Ordinal);
    }
}
