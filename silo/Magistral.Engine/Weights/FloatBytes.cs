using System.Buffers;
using System.Runtime.InteropServices;

namespace Magistral.Engine.Weights;

/// <summary>The bytes of float32 numbers in place, for writers that take memory of bytes.</summary>
internal sealed class FloatBytes(ReadOnlyMemory<float> values) : MemoryManager<byte>
{
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
