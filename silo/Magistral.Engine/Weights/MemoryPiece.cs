using System.Buffers;

namespace Magistral.Engine.Weights;

/// <summary>Pieces of memory as one sequence, without a copy.</summary>
internal sealed class MemoryPiece : ReadOnlySequenceSegment<byte>
{
    private MemoryPiece(ReadOnlyMemory<byte> memory, long before) => (Memory, RunningIndex) = (memory, before);

    /// <summary>Joins pieces in order.</summary>
    public static ReadOnlySequence<byte> Join(IReadOnlyList<ReadOnlyMemory<byte>> pieces)
    {
        var first = new MemoryPiece(default, 0);
        var last = first;
        foreach (var piece in pieces)
        {
            var next = new MemoryPiece(piece, last.RunningIndex + last.Memory.Length);
            last.Next = next;
            last = next;
        }
        return new(first, 0, last, last.Memory.Length);
    }
}
