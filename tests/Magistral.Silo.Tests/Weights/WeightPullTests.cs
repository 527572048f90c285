using System.Net;
using System.Net.Sockets;
using Magistral.Contracts.Weights;
using Magistral.Silo.Weights.Tcp;
using Magistral.Testing;
using Xunit;

namespace Magistral.Silo.Tests.Weights;

public sealed class WeightPullTests
{
    private const int Numbers = 300_000;
    private readonly WeightBooks books = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_silo_that_joins_late_fetches_the_newest_from_a_peer()
    {
        await using var peer = await WeightSilo.StartAsync(books, Numbers);
        await using var late = await WeightSilo.StartAsync(books, Numbers);
        using var weights = books.Publish(4, Numbers);
        peer.Replica.Exchange.Publish(weights);
        Assert.True(await late.Transport.PullAsync(late.Replica, peer.Endpoint, 3, Cancellation));
        Assert.True(late.Serves(weights));
    }

    [Fact]
    public async Task A_peer_without_weights_so_new_or_without_life_helps_nobody()
    {
        await using var peer = await WeightSilo.StartAsync(books, Numbers);
        await using var late = await WeightSilo.StartAsync(books, Numbers);
        Assert.False(await late.Transport.PullAsync(late.Replica, peer.Endpoint, 0, Cancellation));
        peer.Replica.Exchange.Publish(books.Publish(4, Numbers));
        Assert.False(await late.Transport.PullAsync(late.Replica, peer.Endpoint, 5, Cancellation));
        await peer.DisposeAsync();
        Assert.False(await late.Transport.PullAsync(late.Replica, peer.Endpoint, 4, Cancellation));
    }

    [Fact]
    public async Task A_fetch_goes_on_where_a_dead_sender_stopped()
    {
        await using var late = await WeightSilo.StartAsync(books, Numbers);
        using var weights = books.Publish(0, Numbers);
        var streams = 0;
        await using (var dying = await WeightSilo.StartAsync(books, Numbers, options => options with
        {
            Wrap = (stream, accepted, _) => Task.FromResult<Stream>(new ClosingStream(stream, streams++ == 0 ? 2 * Numbers : 0)),
        }))
            Assert.Equal([late.Endpoint], await dying.Transport.BroadcastAsync(dying.Replica, weights, [late.Endpoint], Cancellation));
        await using var peer = await WeightSilo.StartAsync(books, Numbers);
        peer.Replica.Exchange.Publish(weights);
        Assert.True(await late.Transport.PullAsync(late.Replica, peer.Endpoint, 0, Cancellation));
        Assert.True(late.Serves(weights));
        Assert.InRange(peer.Transport.BytesSent, 1, 3.5 * Numbers);
    }

    [Fact]
    public async Task A_newer_version_supersedes_one_under_way()
    {
        await using var receiver = await WeightSilo.StartAsync(books, Numbers);
        await using var trainer = await WeightSilo.StartAsync(books, Numbers);
        await using var slow = await WeightSilo.StartAsync(books, Numbers, options => options with
        {
            Wrap = (stream, _, _) => Task.FromResult<Stream>(new ClosingStream(stream, 2 * Numbers, stalls: true)),
        });
        using var older = books.Publish(0, Numbers);
        using var newer = books.Publish(1, Numbers);
        var stalled = slow.Transport.BroadcastAsync(slow.Replica, older, [receiver.Endpoint], Cancellation);
        await Eventually.Get(() => Task.FromResult(receiver.Replica.IsReceiving), receiving => receiving, "the older version", Cancellation);
        Assert.Empty(await trainer.Transport.BroadcastAsync(trainer.Replica, newer, [receiver.Endpoint], Cancellation));
        Assert.True(receiver.Serves(newer));
        Assert.Empty(await stalled); // tried again, and the receiver has no need of the older ones
        Assert.Empty(await trainer.Transport.BroadcastAsync(trainer.Replica, older, [receiver.Endpoint], Cancellation));
        Assert.True(receiver.Serves(newer));
    }

    [Fact]
    public async Task A_silo_that_accepts_and_then_says_nothing_is_left_out()
    {
        using var frozen = new TcpListener(IPAddress.Loopback, 0);
        frozen.Start();
        TcpWeightOptions Impatient(TcpWeightOptions options) => options with { Patience = TimeSpan.FromSeconds(2) };
        await using var receiver = await WeightSilo.StartAsync(books, Numbers, Impatient);
        await using var trainer = await WeightSilo.StartAsync(books, Numbers, Impatient);
        using var weights = books.Publish(0, Numbers);
        var asleep = new WeightEndpoint("127.0.0.1", ((IPEndPoint)frozen.LocalEndpoint).Port);
        Assert.Equal([asleep], await trainer.Transport.BroadcastAsync(trainer.Replica, weights, [asleep, receiver.Endpoint], Cancellation));
        Assert.True(receiver.Serves(weights));
    }

    [Fact]
    public async Task A_broadcast_that_is_cancelled_ends_and_the_next_goes_through()
    {
        await using var receiver = await WeightSilo.StartAsync(books, Numbers);
        await using var trainer = await WeightSilo.StartAsync(books, Numbers);
        using var weights = books.Publish(0, Numbers);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => trainer.Transport.BroadcastAsync(trainer.Replica, weights, [receiver.Endpoint], cancelled.Token));
        Assert.Empty(await trainer.Transport.BroadcastAsync(trainer.Replica, weights, [receiver.Endpoint], Cancellation));
        Assert.True(receiver.Serves(weights));
    }
}
