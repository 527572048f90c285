using System.Buffers;
using Microsoft.AspNetCore.Connections;

namespace Magistral.Silo.Security;

/// <summary>
/// What the gateway's sockets read into. Nothing is pooled: a pool keeps for ever what a flood made it grow to, here for the sake of a few messages a second.
/// After a flood the heap is compacted once, since a process that waits collects nothing by itself.
/// </summary>
/// <param name="clock">Tells when a flood is over.</param>
/// <param name="compact">Gives unused memory back to the machine.</param>
/// <remarks>Thread-safe.</remarks>
internal sealed class GatewayMemory(TimeProvider clock, Action compact) : MemoryPool<byte>, IMemoryPoolFactory<byte>
{
    /// <summary>Bytes of a buffer.</summary>
    public const int BlockBytes = 4 << 10;

    /// <summary>What must have been in use for the heap to be compacted afterwards, in bytes.</summary>
    public const long FloodBytes = 8 << 20;

    /// <summary>From the end of a flood until the heap is compacted, and so the shortest time between two of them.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromSeconds(15);

    private readonly Lock gate = new();
    private long inUse, most;
    private ITimer? settled;

    /// <summary>Memory that compacts the process's heap.</summary>
    public GatewayMemory(TimeProvider clock) : this(clock, () => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true))
    {
    }

    public override int MaxBufferSize => BlockBytes;

    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, BlockBytes);
        lock (gate)
            most = Math.Max(most, inUse += BlockBytes);
        return new Block(this);
    }

    /// <summary>One memory serves all sockets.</summary>
    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => this;

    protected override void Dispose(bool disposing)
    {
        lock (gate)
            settled?.Dispose();
    }

    private void Return()
    {
        lock (gate)
            if ((inUse -= BlockBytes) < FloodBytes && most >= FloodBytes && settled is null)
                settled = clock.CreateTimer(_ => Settle(), null, Settling, Timeout.InfiniteTimeSpan);
    }

    private void Settle()
    {
        lock (gate)
        {
            settled?.Dispose();
            settled = null;
            if (inUse >= FloodBytes)
                return; // the next return begins anew
            most = inUse;
        }
        compact();
    }

    private sealed class Block(GatewayMemory memory) : IMemoryOwner<byte>
    {
        private byte[]? bytes = GC.AllocateUninitializedArray<byte>(BlockBytes);

        public Memory<byte> Memory => bytes ?? throw new ObjectDisposedException(nameof(Block));

        public void Dispose()
        {
            if (Interlocked.Exchange(ref bytes, null) is not null)
                memory.Return();
        }
    }
}
