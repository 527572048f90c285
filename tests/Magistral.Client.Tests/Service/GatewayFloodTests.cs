using System.Diagnostics;
using System.Net.Sockets;
using Magistral.Client.Connections;
using Magistral.Contracts.Security;
using Magistral.Testing;

namespace Magistral.Client.Tests.Service;

/// <summary>Strangers at the gateway take nothing from those who proved themselves.</summary>
[Collection(GatewayCollection.Name)]
public sealed class GatewayFloodTests(ITestOutputHelper output)
{
    private const int Crowd = 800;
    private static readonly TimeSpan FloodTime = TimeSpan.FromSeconds(5);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task While_strangers_open_again_whatever_is_closed_lists_stay_quick_and_clients_connect(bool secured)
    {
        using var authority = new TestAuthority();
        using var tls = secured ? MutualTls.Load(authority.Silo()) : null;
        await using var silo = await LoopbackSilo.StartAsync(keysRequired: true, tls: tls);
        var key = await silo.Keys.CreateAsync("mine", isOperator: false, Cancellation);
        await using var before = await ConnectAsync(silo, key, secured ? authority : null);
        await using var strangers = new Strangers(Crowd, silo.GatewayPort);
        await Eventually.Get(() => Task.FromResult(strangers.Opened), opened => opened > Crowd / 2, "the strangers standing at the gateway", Cancellation);
        var (slowest, lists, flooding, memory) = (TimeSpan.Zero, 0, Stopwatch.StartNew(), GC.GetTotalMemory(forceFullCollection: true));
        for (; flooding.Elapsed < FloodTime; lists++, await Task.Delay(20, Cancellation))
        {
            var since = Stopwatch.StartNew();
            await before.Runs.ListAsync(Cancellation);
            slowest = since.Elapsed > slowest ? since.Elapsed : slowest;
        }
        var opened = strangers.Opened;
        var connecting = Stopwatch.StartNew();
        await using var later = await ConnectAsync(silo, key, secured ? authority : null);
        Assert.Empty(await later.Runs.ListAsync(Cancellation));
        output.WriteLine($"{opened} openings, {lists} lists, the slowest {slowest.TotalMilliseconds:0} ms; a new client connected in {connecting.Elapsed.TotalSeconds:0.0} s; {(GC.GetTotalMemory(forceFullCollection: true) - memory) >> 10} KB more");
        Assert.InRange(slowest, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - memory, long.MinValue, 32 << 20);
    }

    [Fact]
    public async Task A_stranger_who_says_nothing_is_turned_away_after_a_while_and_a_client_that_says_nothing_more_is_not()
    {
        await using var silo = await LoopbackSilo.StartAsync(frames: new() { OpeningPatience = TimeSpan.FromMilliseconds(300) });
        await using var client = await silo.ConnectAsync();
        using var stranger = new TcpClient();
        await stranger.ConnectAsync("127.0.0.1", silo.GatewayPort, Cancellation);
        using var late = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        late.CancelAfter(TimeSpan.FromSeconds(20));
        Assert.True(await EndedAsync(stranger.Client, late.Token));
        Assert.Empty(await client.Runs.ListAsync(Cancellation));
        Assert.Contains(silo.Log.Refusals, line => line.Contains("had not proven itself in 0.3 s", StringComparison.Ordinal));
        Assert.Single(silo.Log.Refusals);
    }

    [Fact]
    public async Task Strangers_take_no_place_of_the_connections_in_use()
    {
        await using var silo = await LoopbackSilo.StartAsync(frames: new() { MostConnections = 1, MostOpenings = 4 });
        await using var strangers = new Strangers(20, silo.GatewayPort);
        await Eventually.Get(() => Task.FromResult(strangers.Opened), opened => opened > 20, "strangers having made way", Cancellation);
        await using var client = await silo.ConnectAsync();
        Assert.Empty(await client.Runs.ListAsync(Cancellation));
    }

    private static async Task<bool> EndedAsync(Socket socket, CancellationToken cancellation)
    {
        try
        {
            return await socket.ReceiveAsync(new byte[1], cancellation) == 0;
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.ConnectionReset)
        {
            return true;
        }
    }

    private static Task<MagistralClient> ConnectAsync(LoopbackSilo silo, ApiKey key, TestAuthority? authority)
    {
        var options = silo.Options(key);
        options.Tls = authority?.Client();
        return MagistralClient.ConnectAsync(options, Cancellation);
    }
}
