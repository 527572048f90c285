using System.Net;
using System.Net.Sockets;
using CsCheck;
using Magistral.Engine.Weights;
using Magistral.Silo.Weights.Tcp;
using Magistral.Testing;
using Xunit;

namespace Magistral.Silo.Tests.Weights;

public sealed class WeightForwarderTests : IAsyncLifetime
{
    private const int Numbers = 300_001;
    private readonly WeightBooks books = new();
    private WeightSilo trainer = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => trainer = await WeightSilo.StartAsync(books, Numbers);

    public ValueTask DisposeAsync() => trainer.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public async Task Every_receiver_gets_every_bit_and_the_trainer_sends_them_once(int count)
    {
        await using var receivers = await ReceiversAsync(count);
        using var weights = books.Publish(0, Numbers);
        Assert.Empty(await BroadcastAsync(weights, receivers));
        Assert.All(receivers, receiver => Assert.True(receiver.Serves(weights)));
        Assert.InRange(trainer.Transport.BytesSent, 4.0 * Numbers, 1.02 * 4 * Numbers);
    }

    [Fact]
    public async Task Whoever_dies_at_any_moment_keeps_the_weights_from_nobody_else() =>
        await Gen.Select(Gen.Int[1, 4], Gen.OneOf(Gen.Long[0, 5_000], Gen.Long[0, 5 * Numbers]).Array[4]).SampleAsync(async (count, deaths) =>
        {
            var silos = new WeightSilo?[count];
            await using var receivers = new SiloList();
            for (var i = 0; i < count; i++)
            {
                var index = i;
                receivers.Add(silos[i] = await WeightSilo.StartAsync(books, Numbers, options => options with
                {
                    Wrap = (stream, accepted, _) => Task.FromResult<Stream>(accepted ? new FaultyStream(stream, deaths[index], _ => Kill(silos[index]!)) : stream),
                }));
            }

            using var weights = books.Publish(0, Numbers);
            var missed = await BroadcastAsync(weights, receivers);
            // One that dies after its last frame has the weights, but could not say so.
            Assert.All(receivers, receiver => Assert.True(receiver.Serves(weights) || missed.Contains(receiver.Endpoint)));
            Assert.All(receivers.Index().Where(receiver => deaths[receiver.Index] > 4.2 * Numbers), receiver => Assert.True(receiver.Item.Serves(weights)));
            Assert.All(receivers, receiver => Assert.True(receiver.Replica.Exchange.NewestVersion is null || receiver.Serves(weights)));
        }, iter: 40, threads: 1);

    [Fact]
    public async Task A_silo_that_passes_weights_on_to_a_frozen_one_fetches_newer_ones_meanwhile()
    {
        using var frozen = new TcpListener(IPAddress.Loopback, 0);
        frozen.Start();
        await using var receiver = await WeightSilo.StartAsync(books, Numbers);
        using WeightSnapshot weights = books.Publish(0, Numbers), newer = books.Publish(1, Numbers);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var broadcast = trainer.Transport.BroadcastAsync(trainer.Replica, weights, [receiver.Endpoint, new("127.0.0.1", ((IPEndPoint)frozen.LocalEndpoint).Port)], enough.Token);
        await Eventually.Get(() => Task.FromResult(receiver.Serves(weights)), serves => serves, "the first weights", Cancellation);
        Assert.Equal((false, false), (broadcast.IsCompleted, receiver.Replica.IsReceiving));
        trainer.Replica.Exchange.Publish(newer);
        Assert.True(await receiver.Transport.PullAsync(receiver.Replica, trainer.Endpoint, newer.Version, Cancellation));
        Assert.True(receiver.Serves(newer));
        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => broadcast);
    }

    [Fact]
    public async Task A_stream_that_breaks_goes_on_with_the_frame_that_is_missing()
    {
        var broken = false;
        await using var receiver = await WeightSilo.StartAsync(books, Numbers, options => options with
        {
            Wrap = (stream, accepted, _) => Task.FromResult<Stream>(new FaultyStream(stream, 3 * Numbers, _ =>
            {
                broken = true;
                stream.Dispose();
            })),
        });
        using var weights = books.Publish(0, Numbers);
        Assert.Empty(await BroadcastAsync(weights, [receiver]));
        Assert.True(broken && receiver.Serves(weights));
        // what lay in buffers when the stream broke was sent for nothing, nothing else
        Assert.InRange(trainer.Transport.BytesSent, 4.0 * Numbers, 6.0 * Numbers);
    }

    [Fact]
    public async Task A_corrupted_frame_is_fetched_again()
    {
        var corrupted = 0;
        await using var receivers = await ReceiversAsync(3, options => options with
        {
            Wrap = (stream, _, _) => Task.FromResult<Stream>(Interlocked.Increment(ref corrupted) > 1 ? stream : new FaultyStream(stream, 2 * Numbers, Flip)),
        });
        using var weights = books.Publish(0, Numbers);
        Assert.Empty(await BroadcastAsync(weights, receivers));
        Assert.True(corrupted > 1);
        Assert.All(receivers, receiver => Assert.True(receiver.Serves(weights)));
    }

    [Fact]
    public async Task Weights_that_are_corrupted_again_and_again_are_never_served()
    {
        await using var receiver = await WeightSilo.StartAsync(books, Numbers, options => options with
        {
            Wrap = (stream, _, _) => Task.FromResult<Stream>(new FaultyStream(stream, 5_000, Flip)),
        });
        using var weights = books.Publish(0, Numbers);
        Assert.Equal([receiver.Endpoint], await BroadcastAsync(weights, [receiver]));
        Assert.Null(receiver.Replica.Exchange.NewestVersion);
    }

    private static void Flip(Memory<byte> bytes) => bytes.Span[0] ^= 1;

    // without a wait: it is called from within the silo
    private static void Kill(WeightSilo silo) => _ = silo.DisposeAsync().AsTask();

    private async Task<SiloList> ReceiversAsync(int count, Func<TcpWeightOptions, TcpWeightOptions>? configure = null)
    {
        var silos = new SiloList();
        for (var i = 0; i < count; i++) silos.Add(await WeightSilo.StartAsync(books, Numbers, configure));
        return silos;
    }

    private Task<IReadOnlyList<Magistral.Contracts.Weights.WeightEndpoint>> BroadcastAsync(WeightSnapshot weights, IEnumerable<WeightSilo> to) =>
        trainer.Transport.BroadcastAsync(trainer.Replica, weights, [.. to.Select(silo => silo.Endpoint)], Cancellation);

    private sealed class SiloList : List<WeightSilo>, IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            foreach (var silo in this) await silo.DisposeAsync();
        }
    }
}
