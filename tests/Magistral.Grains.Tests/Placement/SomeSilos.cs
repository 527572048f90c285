using System.Net;
using CsCheck;

namespace Magistral.Grains.Tests.Placement;

/// <summary>Addresses of silos that do not exist, for rules that choose among them.</summary>
internal static class SomeSilos
{
    /// <summary>One to twelve, in any order.</summary>
    public static Gen<SiloAddress[]> InAnyOrder { get; } = Gen.Int[1, 12].SelectMany(count => Gen.Shuffle(Enumerable.Range(1, count).ToArray())).Select(order => order.Select(Silo).ToArray());

    /// <summary>The first few, in order.</summary>
    public static SiloAddress[] Of(int count) => [.. Enumerable.Range(1, count).Select(Silo)];

    private static SiloAddress Silo(int number) => SiloAddress.New(new IPEndPoint(IPAddress.Loopback, 10_000 + number), number);
}
