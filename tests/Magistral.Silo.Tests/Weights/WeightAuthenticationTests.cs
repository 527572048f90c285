using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Magistral.Contracts.Weights;
using Magistral.Silo.Weights.Tcp;
using Magistral.Testing;
using Xunit;

namespace Magistral.Silo.Tests.Weights;

public sealed class WeightAuthenticationTests
{
    private const int Numbers = 100_000;
    private readonly WeightBooks books = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_silo_with_another_token_neither_sends_nor_fetches()
    {
        await using var receiver = await WeightSilo.StartAsync(books, Numbers);
        await using var stranger = await WeightSilo.StartAsync(books, Numbers, token: WeightToken.Create());
        using var weights = books.Publish(0, Numbers);
        Assert.Equal([receiver.Endpoint], await stranger.Transport.BroadcastAsync(stranger.Replica, weights, [receiver.Endpoint], Cancellation));
        Assert.Null(receiver.Replica.Exchange.NewestVersion);
        receiver.Replica.Exchange.Publish(weights);
        Assert.False(await stranger.Transport.PullAsync(stranger.Replica, receiver.Endpoint, 0, Cancellation));
        Assert.Null(stranger.Replica.Exchange.NewestVersion);
    }

    [Fact]
    public async Task A_stranger_without_the_token_is_named_in_the_log_once_and_the_token_never()
    {
        await using var receiver = await WeightSilo.StartAsync(books, Numbers);
        for (var attempt = 0; attempt < 3; attempt++)
        {
            // all of the opening is right but the proof
            using var stranger = await ConnectAsync(receiver);
            await stranger.GetStream().WriteAsync((byte[])[.. "MGW1"u8, 1, (byte)WeightSilo.RunId.Length, .. RandomNumberGenerator.GetBytes(32), .. Encoding.UTF8.GetBytes(WeightSilo.RunId)], Cancellation);
            await stranger.GetStream().ReadExactlyAsync(new byte[64], Cancellation);
            await stranger.GetStream().WriteAsync(new byte[32], Cancellation);
            await ClosedAsync(stranger);
        }

        Assert.Contains("does not know the run's token", Assert.Single(receiver.Log), StringComparison.Ordinal);
        Assert.DoesNotContain(books.Token.Secret, Assert.Single(receiver.Log), StringComparison.Ordinal);
        Assert.DoesNotContain(books.Token.Secret, $"{books.Token} {receiver.Replica}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Garbage_is_refused_and_disturbs_nothing()
    {
        await using var receiver = await WeightSilo.StartAsync(books, Numbers);
        await using var trainer = await WeightSilo.StartAsync(books, Numbers);
        var version = 0;
        await Gen.OneOf(Gen.Byte.Array[1, 200], Gen.Byte.Array[1, 200].Select(bytes => (byte[])[.. "MGW1"u8, 1, .. bytes]), Gen.Const("GET / HTTP/1.1\r\n\r\n"u8.ToArray())).SampleAsync(async garbage =>
        {
            using var stranger = await ConnectAsync(receiver);
            await stranger.GetStream().WriteAsync(garbage, Cancellation);
            stranger.Client.Shutdown(SocketShutdown.Send);
            using var weights = books.Publish(version++, Numbers);
            Assert.Empty(await trainer.Transport.BroadcastAsync(trainer.Replica, weights, [receiver.Endpoint], Cancellation));
            Assert.True(receiver.Serves(weights));
            await ClosedAsync(stranger);
        }, iter: 100, threads: 1);
        Assert.InRange(receiver.Log.Count, 1, 4); // one line a reason
    }

    [Fact]
    public async Task A_stranger_that_says_nothing_is_closed()
    {
        await using var receiver = await WeightSilo.StartAsync(books, Numbers, options => options with { Patience = TimeSpan.FromMilliseconds(200) });
        using var stranger = await ConnectAsync(receiver);
        await ClosedAsync(stranger);
        await Eventually.Get(() => Task.FromResult(receiver.Log.Count), count => count == 1, "the line in the log", Cancellation);
    }

    [Fact]
    public async Task More_streams_than_allowed_are_turned_away_and_the_open_ones_go_on()
    {
        await using var receiver = await WeightSilo.StartAsync(books, Numbers, options => options with { MostStreams = 2, Patience = TimeSpan.FromSeconds(1) });
        using var first = await ConnectAsync(receiver);
        using var second = await ConnectAsync(receiver);
        using var third = await ConnectAsync(receiver);
        await ClosedAsync(third);
        await ClosedAsync(first);
        await ClosedAsync(second);
        await using var trainer = await WeightSilo.StartAsync(books, Numbers);
        using var weights = books.Publish(0, Numbers);
        await Eventually.Get(
            () => trainer.Transport.BroadcastAsync(trainer.Replica, weights, [receiver.Endpoint], Cancellation), missed => missed.Count == 0, "a delivery", Cancellation);
    }

    [Fact]
    public async Task More_proven_streams_than_allowed_are_turned_away()
    {
        await using var receiver = await WeightSilo.StartAsync(books, Numbers, options => options with { MostStreams = 1 });
        using var first = await ConnectAsync(receiver);
        await using var open = LinkOf(first);
        await WeightHandshake.OpenAsync(open, WeightSilo.RunId, books.Token, WeightRequestKind.Push);
        using var second = await ConnectAsync(receiver);
        await using var beyond = LinkOf(second);
        await WeightHandshake.OpenAsync(beyond, WeightSilo.RunId, books.Token, WeightRequestKind.Push);
        await ClosedAsync(second);
        await Eventually.Get(() => Task.FromResult(receiver.Log), log => log.Any(line => line.Contains("1 stream is open", StringComparison.Ordinal)), "the line in the log", Cancellation);
    }

    [Fact]
    public async Task Streams_that_are_opened_without_a_word_again_and_again_keep_no_weights_away()
    {
        await using var receiver = await WeightSilo.StartAsync(books, Numbers);
        await using var trainer = await WeightSilo.StartAsync(books, Numbers);
        using var flood = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var strangers = Enumerable.Range(0, 400).Select(_ => FloodAsync(receiver, flood.Token)).ToArray();
        for (var version = 0; version < 20; version++)
        {
            using var weights = books.Publish(version, Numbers);
            using var late = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
            late.CancelAfter(TimeSpan.FromSeconds(30));
            Assert.Empty(await trainer.Transport.BroadcastAsync(trainer.Replica, weights, [receiver.Endpoint], late.Token));
            Assert.True(receiver.Serves(weights));
        }
        await flood.CancelAsync();
        await Task.WhenAll(strangers);
    }

    [Fact]
    public async Task An_offer_beyond_any_size_is_refused_before_memory_is_taken()
    {
        await using var receiver = await WeightSilo.StartAsync(books, Numbers);
        using var client = await ConnectAsync(receiver);
        await using var connection = LinkOf(client);
        await WeightHandshake.OpenAsync(connection, WeightSilo.RunId, books.Token, WeightRequestKind.Push);
        byte[] head = [3, 0, 0, 0, 255, 255, 255, 127];
        await connection.WriteAsync(head);
        await Assert.ThrowsAsync<WeightPeerException>(async () =>
        {
            while (true) await connection.ReceiveAsync();
        });
        await Eventually.Get(() => Task.FromResult(receiver.Log.Count), count => count == 1, "the line in the log", Cancellation);
    }

    [Fact]
    public async Task Weights_of_another_model_are_refused()
    {
        await using var receiver = await WeightSilo.StartAsync(books, Numbers + 1);
        await using var trainer = await WeightSilo.StartAsync(books, Numbers);
        using var weights = books.Publish(0, Numbers);
        Assert.Equal([receiver.Endpoint], await trainer.Transport.BroadcastAsync(trainer.Replica, weights, [receiver.Endpoint], Cancellation));
        Assert.Null(receiver.Replica.Exchange.NewestVersion);
    }

    [Fact]
    public async Task Weights_that_the_books_do_not_know_are_not_served()
    {
        await using var receiver = await WeightSilo.StartAsync(books, Numbers);
        await using var trainer = await WeightSilo.StartAsync(books, Numbers);
        using var weights = books.Publish(0, Numbers);
        books.Hashes[0] = "another";
        Assert.Equal([receiver.Endpoint], await trainer.Transport.BroadcastAsync(trainer.Replica, weights, [receiver.Endpoint], Cancellation));
        Assert.Null(receiver.Replica.Exchange.NewestVersion);
    }

    [Fact]
    public async Task Wrapped_streams_carry_the_same()
    {
        static TcpWeightOptions Masked(TcpWeightOptions options) => options with { Wrap = (stream, accepted, _) => Task.FromResult<Stream>(new MaskedStream(stream, accepted)) };
        await using var receiver = await WeightSilo.StartAsync(books, Numbers, Masked);
        await using var trainer = await WeightSilo.StartAsync(books, Numbers, Masked);
        await using var plain = await WeightSilo.StartAsync(books, Numbers);
        using var weights = books.Publish(0, Numbers);
        Assert.Equal([plain.Endpoint], await trainer.Transport.BroadcastAsync(trainer.Replica, weights, [plain.Endpoint, receiver.Endpoint], Cancellation));
        Assert.True(receiver.Serves(weights));
    }

    /// <summary>Opens a stream, says nothing, and opens another as soon as it is closed.</summary>
    private static async Task FloodAsync(WeightSilo receiver, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                using var stranger = new TcpClient();
                await stranger.ConnectAsync(receiver.Endpoint.Host, receiver.Endpoint.Port, cancellation);
                _ = await stranger.GetStream().ReadAsync(new byte[1], cancellation);
            }
            catch (Exception error) when (error is OperationCanceledException or SocketException or IOException)
            {
                // closed by the silo, or the flood is over
            }
        }
    }

    private static WeightConnection LinkOf(TcpClient client) => new(client.GetStream(), "receiver", TimeSpan.FromSeconds(10), TimeProvider.System, _ => { }, Cancellation);

    private static async Task<TcpClient> ConnectAsync(WeightSilo silo)
    {
        var client = new TcpClient();
        await client.ConnectAsync(silo.Endpoint.Host, silo.Endpoint.Port, Cancellation);
        return client;
    }

    /// <summary>Waits until the other side has closed.</summary>
    private static async Task ClosedAsync(TcpClient client)
    {
        try
        {
            while (await client.Client.ReceiveAsync(new byte[256], Cancellation) > 0)
            {
            }
        }
        catch (SocketException)
        {
            // closed with something unread
        }
    }
}
