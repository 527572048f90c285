using Magistral.Engine.Generation;
using Magistral.Engine.Weights;
using Magistral.Silo.Generation;
using Xunit;

namespace Magistral.Silo.Tests.Generation;

public sealed class WeightChangeTests
{
    private readonly WeightExchange exchange = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Small_weights_are_applied_at_once()
    {
        using var change = new WeightChange(exchange);
        using var generator = new Stub { PreparesWeights = false };
        exchange.Publish(new(1, new float[1]));
        change.Follow(generator);
        Assert.Equal(1, generator.WeightsVersion);
    }

    [Fact]
    public void Large_weights_are_applied_when_another_thread_has_prepared_them_and_then_the_newest()
    {
        using var change = new WeightChange(exchange);
        using var generator = new Stub { PreparesWeights = true };
        exchange.Publish(new(1, new float[1]));
        change.Follow(generator);
        Assert.True(generator.Preparing.Wait(TimeSpan.FromSeconds(20), Cancellation));
        exchange.Publish(new(2, new float[1]));
        exchange.Publish(new(3, new float[1]));
        change.Follow(generator);
        Assert.Equal(0, generator.WeightsVersion);
        generator.MayFinish.Release(2);
        Assert.True(SpinWait.SpinUntil(() =>
        {
            change.Follow(generator);
            return generator.WeightsVersion == 3;
        }, TimeSpan.FromSeconds(20)));
        Assert.Equal([1, 3], generator.Applied);
    }

    [Fact]
    public void What_is_being_prepared_is_given_up_before_the_generator_goes()
    {
        using var change = new WeightChange(exchange);
        using var generator = new Stub { PreparesWeights = true };
        exchange.Publish(new(1, new float[1]));
        change.Follow(generator);
        generator.MayFinish.Release();
        change.GiveUp();
        Assert.Empty(generator.Applied);
        Assert.Equal([1], generator.Prepared);
    }

    private sealed class Stub : IGenerator
    {
        public bool PreparesWeights { get; init; }

        public int Slots => 1;

        public int LiveCount => 1;

        public int FreeSlots => 0;

        public int WeightsVersion => Applied.LastOrDefault();

        public List<int> Applied { get; } = [];

        public List<int> Prepared { get; } = [];

        public SemaphoreSlim Preparing { get; } = new(0);

        public SemaphoreSlim MayFinish { get; } = new(0);

        public void PrepareWeights(WeightSnapshot weights)
        {
            Preparing.Release();
            MayFinish.Wait();
            Prepared.Add(weights.Version);
        }

        public void ApplyWeights(WeightSnapshot weights) => Applied.Add(weights.Version);

        public void Add(SequenceRequest request) => throw new NotSupportedException();

        public bool Cancel(long id) => throw new NotSupportedException();

        public IReadOnlyList<SequenceProgress> TakeProgress(int leastTokens) => throw new NotSupportedException();

        public IReadOnlyList<FinishedSequence> Step() => throw new NotSupportedException();

        public void Dispose()
        {
            Preparing.Dispose();
            MayFinish.Dispose();
        }
    }
}
