using CsCheck;
using Magistral.Method.Randomness;
using Xunit;

namespace Magistral.Method.Tests;

public sealed class SeededRandomTests
{
    [Fact]
    public void The_same_seed_stream_and_counters_draw_the_same() =>
        Gen.Select(Gen.Long, Gen.String, Gen.Long.Array[0, 4]).Sample((seed, stream, counters) =>
            Assert.Equal(Draw(new(seed, stream, counters), 8), Draw(new(seed, stream, counters), 8)));

    [Fact]
    public void Seed_stream_and_counters_each_matter()
    {
        ulong[] firsts =
        [
            new SeededRandom(1, "a", 1, 2).NextUInt64(), new SeededRandom(2, "a", 1, 2).NextUInt64(), new SeededRandom(1, "b", 1, 2).NextUInt64(),
            new SeededRandom(1, "a", 2, 1).NextUInt64(), new SeededRandom(1, "a", 1).NextUInt64(), new SeededRandom(1, "a", 1, 2, 0).NextUInt64(),
            new SeededRandom(1, "a").NextUInt64(), new SeededRandom(1, "a", 0).NextUInt64(), new SeededRandom(1, "").NextUInt64(),
        ];
        Assert.Equal(firsts.Length, firsts.Distinct().Count());
    }

    [Fact]
    public void The_first_values_are_pinned_so_that_runs_reproduce_across_releases() =>
        Assert.Equal([FirstPinned, SecondPinned], Draw(new(1, "pinned", 2, 3), 2));

    [Fact]
    public void A_restored_stream_goes_on_where_it_was() => Gen.Select(Gen.Long, Gen.Int[0, 50]).Sample((seed, drawn) =>
    {
        var random = new SeededRandom(seed, "x");
        Draw(random, drawn);
        var restored = SeededRandom.Restore(random.Key, random.Position);
        Assert.Equal(Draw(random, 5), Draw(restored, 5));
    });

    [Fact]
    public void A_fork_depends_on_its_stream_and_not_on_what_was_drawn()
    {
        var random = new SeededRandom(5, "x");
        var before = random.Fork(3).NextUInt64();
        Draw(random, 4);
        Assert.Equal(before, random.Fork(3).NextUInt64());
        Assert.NotEqual(before, random.Fork(4).NextUInt64());
    }

    [Fact]
    public void Integers_are_spread_evenly()
    {
        var random = new SeededRandom(11, "even");
        var counts = new int[10];
        for (var i = 0; i < 100_000; i++) counts[random.NextInt(10)]++;
        Assert.InRange(counts.Sum(count => Math.Pow(count - 10_000, 2) / 10_000), 0, 33.7);   // chi-square, 9 degrees, p = 1e-4
    }

    [Fact]
    public void Streams_of_neighbouring_counters_are_spread_evenly_too()
    {
        var counts = new int[10];
        for (var i = 0; i < 100_000; i++) counts[(int)(10 * new SeededRandom(11, "even", i).NextDouble())]++;
        Assert.InRange(counts.Sum(count => Math.Pow(count - 10_000, 2) / 10_000), 0, 33.7);
    }

    [Fact]
    public void Doubles_lie_in_the_half_open_unit_interval() => Gen.Long.Sample(seed =>
        Assert.InRange(new SeededRandom(seed, "unit").NextDouble(), 0, Math.BitDecrement(1.0)));

    [Fact]
    public void A_shuffle_keeps_every_value() => Gen.Select(Gen.Int.Array[0, 50], Gen.Long).Sample((values, seed) =>
    {
        var shuffled = values.ToArray();
        new SeededRandom(seed, "shuffle").Shuffle<int>(shuffled);
        Assert.Equal(values.Order(), shuffled.Order());
    });

    [Fact]
    public void A_bound_below_one_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SeededRandom(1, "x").NextInt(0));

    private const ulong FirstPinned = 3332714947676050682;
    private const ulong SecondPinned = 7643931120184870892;

    private static ulong[] Draw(SeededRandom random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextUInt64())];
}
