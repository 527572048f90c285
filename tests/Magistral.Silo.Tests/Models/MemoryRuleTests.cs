using Magistral.Silo.Models;
using Xunit;

namespace Magistral.Silo.Tests.Models;

public sealed class MemoryRuleTests
{
    private static readonly MemoryPart Weights = new("weights", 4_000_000_000, true, "model", 0, 0, "use a smaller model");
    private static readonly MemoryPart Cache = new("keys and values", 188_000_000_000, true, "rl.n_async", 512, 16, "shorten model.context");

    [Fact]
    public void What_fits_is_no_fault() => Assert.Null(MemoryRule.Check("on a generator", [Weights, Cache], 192_000_000_000));

    [Fact]
    public void The_largest_part_is_named_with_the_value_that_fits() => Assert.Equal(
        "rl.n_async: the run takes about 192 GB on a generator, where it may take 24 GB; 188 GB of it are keys and values: use at most 54, or shorten model.context",
        MemoryRule.Check("on a generator", [Weights, Cache], 24_000_000_000)!.ToString());

    [Fact]
    public void A_value_too_small_to_make_sense_is_not_proposed() =>
        Assert.Equal("shorten model.context", MemoryRule.Check("on a generator", [Weights, Cache], 4_100_000_000)!.Remedy);

    [Fact]
    public void Sums_beyond_the_range_of_a_number_are_more_than_any_machine_has() =>
        Assert.Contains("PB", MemoryRule.Check("here", [Cache with { Bytes = long.MaxValue }, Cache with { Bytes = long.MaxValue }], 24_000_000_000)!.What, StringComparison.Ordinal);

    [Theory]
    [InlineData(5.875e9, "use at most 16, or shorten model.context")]
    [InlineData(5.874e9, "shorten model.context")]
    [InlineData(3.7e9, "shorten model.context")]
    public void The_least_value_that_makes_sense_is_still_proposed_and_nothing_below_it(double room, string remedy) =>
        Assert.Equal(remedy, MemoryRule.Check("on a generator", [Weights, Cache], Weights.Bytes + (long)room)!.Remedy);

    [Fact]
    public void A_value_of_none_is_never_proposed() =>
        Assert.Equal("shorten model.context", MemoryRule.Check("on a generator", [Weights, Cache with { Least = 0 }], Weights.Bytes)!.Remedy);

    [Theory]
    [InlineData(0, "0 MB")]
    [InlineData(9.99e8, "999 MB")]
    [InlineData(1e9, "1.0 GB")]
    [InlineData(5.54e9, "5.5 GB")]
    [InlineData(1e10, "10 GB")]
    [InlineData(9e14, "900000 GB")]
    [InlineData(1e15, "1 PB")]
    [InlineData(1.8e16, "18 PB")]
    public void Bytes_are_written_in_the_unit_that_people_read(double bytes, string text) => Assert.Equal(text, MemoryRule.Text(bytes));

    [Fact]
    public void Without_parts_there_is_nothing_to_check() => Assert.Throws<ArgumentNullException>("parts", () => MemoryRule.Check("here", null!, 1));
}
