using CsCheck;
using Magistral.Grains.Placement;
using Xunit;

namespace Magistral.Grains.Tests.Placement;

public sealed class SameSiloTests
{
    private static readonly Gen<(string Key, SiloAddress[] Silos)> Placements = Gen.Select(Gen.String, SomeSilos.InAnyOrder);

    [Fact]
    public void A_grain_returns_to_its_silo_whichever_others_leave() => Gen.Select(Placements, Gen.Int).Sample((placement, leaving) =>
    {
        var chosen = Chosen(placement.Key, placement.Silos);
        Assert.Equal(chosen, Chosen(placement.Key, [.. placement.Silos.Index().Where(silo => silo.Item.Equals(chosen) || (leaving >> silo.Index & 1) == 0).Select(silo => silo.Item).Reverse()]));
    });

    [Fact]
    public void Keys_are_spread_over_all_silos()
    {
        var silos = SomeSilos.Of(4);
        var counts = Enumerable.Range(0, 400).CountBy(key => Chosen($"run-{key}", silos)).ToList();
        Assert.Equal(silos.Length, counts.Count);
        Assert.All(counts, count => Assert.InRange(count.Value, 50, 150));
    }

    [Fact]
    public void Without_a_silo_there_is_no_place() => Assert.Empty(SameSiloFilter.Choose("run", []));

    private static SiloAddress Chosen(string key, SiloAddress[] silos) => Assert.Single(SameSiloFilter.Choose(key, silos));
}
