using System.Buffers;
using System.Runtime.InteropServices;

namespace Magistral.Engine.Weights;

/// <summary>The bytes of float32 numbers in place, for readers and writers that take memory of bytes.</summary>
internal sealed class FloatBytes(ReadOnlyMemory<float> values) : MemoryManager<byte>
{
    private const int PieceNumbers = 1 << 26;   // a memory of bytes ends at 2 GB

    /// <summary>The bytes of any count of numbers, in order.</summary>
    public static IEnumerable<Memory<byte>> Pieces(ReadOnlyMemory<float> values)
    {
        for (var start = 0; start < values.Length; start += PieceNumbers)
            yield return new FloatBytes(values.Slice(start, Math.Min(PieceNumbers, values.Length - start))).Memory;
    }

    public override Span<byte> GetSpan() => MemoryMarshal.AsBytes(MemoryMarshal.AsMemory(values).Span);

    public override unsafe MemoryHandle Pin(int elementIndex = 0)
    {
        var handle = values.Pin();
        return new MemoryHandle((byte*)handle.Pointer + elementIndex, pinnable: new Unpinning(handle));
    }

    public override void Unpin()
    {
        // every pin ends with its own handle
    }

    protected override void Dispose(bool disposing)
    {
        // the numbers stay their owner's
    }

    private sealed class Unpinning(MemoryHandle handle) : IPinnable
    {
        private MemoryHandle handle = handle;

        public MemoryHandle Pin(int elementIndex) => throw new NotSupportedException("pin the memory anew");

        public void Unpin() => handle.Dispose();
    }
}
