using System.Buffers;
using Magistral.Silo.Security;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Magistral.Silo.Tests.Security;

public sealed class GatewayMemoryTests : IDisposable
{
    private const int FloodBlocks = (int)(GatewayMemory.FloodBytes / GatewayMemory.BlockBytes);
    private readonly FakeTimeProvider clock = new();
    private readonly GatewayMemory memory;
    private int compactions;

    public GatewayMemoryTests() => memory = new(clock, () => compactions++);

    public void Dispose() => memory.Dispose();

    [Fact]
    public void A_flood_that_is_over_is_given_back_once()
    {
        Free(Rent(FloodBlocks));
        Assert.Equal(0, compactions);
        clock.Advance(GatewayMemory.Settling);
        Assert.Equal(1, compactions);
        clock.Advance(GatewayMemory.Settling);
        Assert.Equal(1, compactions);
    }

    [Fact]
    public void Every_flood_is_given_back()
    {
        for (var flood = 1; flood <= 3; flood++)
        {
            Free(Rent(FloodBlocks));
            clock.Advance(GatewayMemory.Settling);
            Assert.Equal(flood, compactions);
        }
    }

    [Fact]
    public void Floods_that_follow_each_other_closely_are_given_back_together()
    {
        for (var i = 0; i < 100; i++)
            Free(Rent(FloodBlocks));
        clock.Advance(GatewayMemory.Settling);
        Assert.Equal(1, compactions);
    }

    [Fact]
    public void What_is_in_use_is_waited_for()
    {
        var flood = Rent(FloodBlocks);
        Free(flood[..1]);
        var again = Rent(1);
        clock.Advance(GatewayMemory.Settling);
        Assert.Equal(0, compactions);
        Free(again);
        Free(flood[1..]);
        clock.Advance(GatewayMemory.Settling);
        Assert.Equal(1, compactions);
    }

    [Fact]
    public void Messages_of_every_day_compact_nothing()
    {
        for (var i = 0; i < 10 * FloodBlocks; i++)
            Free(Rent(1));
        clock.Advance(GatewayMemory.Settling);
        Assert.Equal(0, compactions);
    }

    [Fact]
    public void A_buffer_is_given_back_once_however_often_it_is_disposed()
    {
        var flood = Rent(FloodBlocks);
        for (var i = 0; i < FloodBlocks; i++)
            flood[0].Dispose();
        Free(flood);
        clock.Advance(GatewayMemory.Settling);
        Free(Rent(FloodBlocks - 1));
        clock.Advance(GatewayMemory.Settling);
        Assert.Equal(1, compactions);
    }

    private IMemoryOwner<byte>[] Rent(int blocks) => [.. Enumerable.Range(0, blocks).Select(_ => memory.Rent(GatewayMemory.BlockBytes))];

    private static void Free(IEnumerable<IMemoryOwner<byte>> blocks)
    {
        foreach (var block in blocks)
            block.Dispose();
    }
}
