using System.Buffers.Binary;
using System.Net.Sockets;

namespace Magistral.Client.Tests.Service;

[Collection(GatewayCollection.Name)]
public sealed class GatewayGuardTests
{
    private const int PreambleBytes = 16;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Messages_that_announce_a_hundred_megabytes_end_their_connections_before_these_are_taken()
    {
        await using var silo = await LoopbackSilo.StartAsync(keysRequired: true);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < 10; i++)
        {
            using var stranger = await ConnectAsync(silo);
            await stranger.GetStream().WriteAsync(Lengths(100, 100 << 20), Cancellation);
            await ClosedAsync(stranger, new byte[1 << 20]);
        }
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 64 << 20);
        Assert.Contains(silo.Log.Refusals, line => line.Contains("announced a message", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_first_message_has_a_limit_of_its_own()
    {
        await using var silo = await LoopbackSilo.StartAsync(frames: new() { MostFirstMessageBytes = 2048 });
        using var stranger = await ConnectAsync(silo);
        await stranger.GetStream().WriteAsync(((byte[])[1, 8, 0, 0]).AsMemory(), Cancellation);
        await ClosedAsync(stranger, []);
        Assert.Contains(silo.Log.Refusals, line => line.Contains("first message of 2049", StringComparison.Ordinal));
        await using var client = await silo.ConnectAsync();
        Assert.Empty(await client.Runs.ListAsync(Cancellation));
    }

    [Fact]
    public async Task Many_messages_that_begin_and_do_not_end_hold_no_more_than_they_may_together()
    {
        await using var silo = await LoopbackSilo.StartAsync(keysRequired: true, frames: new() { MostPendingBytes = 8 << 20 });
        var strangers = new List<TcpClient>();
        for (var i = 0; i < 20; i++)
        {
            strangers.Add(await ConnectAsync(silo));
            await strangers[^1].GetStream().WriteAsync(Lengths(100, 4_000_000), Cancellation);
        }
        foreach (var late in strangers.Skip(2))
            await ClosedAsync(late, new byte[1 << 20]);
        Assert.True(strangers[0].Connected);
        await using var client = await silo.ConnectAsync(await silo.Keys.CreateAsync("mine", isOperator: false, Cancellation));
        await client.Runs.SubmitAsync(SmallSpec.Of("beside"), Cancellation);
        strangers.ForEach(stranger => stranger.Dispose());
    }

    [Fact]
    public async Task A_message_that_does_not_come_to_its_end_ends_its_connection()
    {
        await using var silo = await LoopbackSilo.StartAsync(frames: new() { MessagePatience = TimeSpan.FromMilliseconds(300) });
        using var stranger = await ConnectAsync(silo);
        await stranger.GetStream().WriteAsync(((byte[])[PreambleBytes, 0, 0, 0, 1, 2]).AsMemory(), Cancellation);
        await ClosedAsync(stranger, []);
    }

    [Fact]
    public async Task More_connections_than_allowed_are_turned_away()
    {
        await using var silo = await LoopbackSilo.StartAsync(frames: new() { MostConnections = 1, MessagePatience = TimeSpan.FromSeconds(30) });
        await using var client = await silo.ConnectAsync();
        try
        {
            using var second = await ConnectAsync(silo);
            await second.GetStream().WriteAsync(Lengths(0, 0), Cancellation);
            await ClosedAsync(second, []);
        }
        catch (SocketException)
        {
            // turned away before the kernel had told it that it was connected
        }
        Assert.Empty(await client.Runs.ListAsync(Cancellation));
    }

    [Fact]
    public async Task A_client_works_through_the_guard_with_large_and_many_calls()
    {
        await using var silo = await LoopbackSilo.StartAsync(keysRequired: true);
        await using var client = await silo.ConnectAsync(await silo.Keys.CreateAsync("mine", isOperator: false, Cancellation));
        var run = await client.Runs.SubmitAsync(SmallSpec.Of("many"), Cancellation);
        await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => run.OverviewAsync(Cancellation)));
        Assert.Single(await client.Runs.ListAsync(Cancellation));
    }

    private static async Task<TcpClient> ConnectAsync(LoopbackSilo silo)
    {
        var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", silo.GatewayPort, Cancellation);
        return client;
    }

    private static byte[] Lengths(int header, int body)
    {
        var bytes = new byte[4 + PreambleBytes + 8];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, PreambleBytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4 + PreambleBytes), header);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8 + PreambleBytes), body);
        return bytes;
    }

    /// <summary>Goes on sending until the silo closes the connection.</summary>
    private static async Task ClosedAsync(TcpClient client, byte[] piece)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        late.CancelAfter(TimeSpan.FromSeconds(20));
        try
        {
            for (var sent = 0L; piece.Length > 0 && sent < 95L << 20; sent += piece.Length)
                await client.GetStream().WriteAsync(piece, late.Token);
            while (await client.GetStream().ReadAsync(new byte[4096], late.Token) > 0)
            {
                // the silo's own preamble
            }
        }
        catch (IOException)
        {
            // reset, which is closed as well
        }
    }
}
