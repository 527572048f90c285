using System.Buffers;
using System.Buffers.Binary;

namespace Magistral.Silo.Security;

/// <summary>
/// Follows the frames of Orleans' protocol through a stream: a preamble with its length before it, then messages, each with the lengths of header and body
/// before it, 32 bits, least byte first. It looks at lengths alone, so that a frame that is too long is known before its bytes are taken.
/// </summary>
/// <param name="mostFirstBytes">Of the preamble.</param>
/// <param name="mostBytes">Of a message.</param>
/// <remarks>Not thread-safe.</remarks>
internal sealed class FrameWalk(int mostFirstBytes, int mostBytes)
{
    private const int LengthBytes = sizeof(int);
    private long next; // from the first byte that was not consumed to the next lengths
    private long announced; // frames whose lengths were read
    private long newest; // bytes of the last of them

    /// <summary>The number of the frame that has begun and is not whole; null between two of them.</summary>
    public long? Unfinished { get; private set; }

    /// <summary>Bytes of the frame whose lengths are here and which is not whole; 0 when there is none.</summary>
    public long UnfinishedBytes { get; private set; }

    /// <summary>Whether the first frame is whole.</summary>
    public bool IsOpened { get; private set; }

    /// <summary>The lengths of the first frame that is too long or none; null while all are sound.</summary>
    /// <param name="buffer">All bytes that were not consumed.</param>
    public string? Fault(in ReadOnlySequence<byte> buffer)
    {
        Span<byte> room = stackalloc byte[2 * LengthBytes];
        while (buffer.Length >= next + LengthsOf())
        {
            var lengths = room[..LengthsOf()];
            buffer.Slice(next, lengths.Length).CopyTo(lengths);
            var header = BinaryPrimitives.ReadInt32LittleEndian(lengths);
            var body = IsBehindPreamble ? BinaryPrimitives.ReadInt32LittleEndian(lengths[LengthBytes..]) : 0;
            var most = IsBehindPreamble ? mostBytes : mostFirstBytes;
            newest = (long)header + body;
            if (header < 0 || body < 0 || newest > most)
                return $"it announced a {(IsBehindPreamble ? "" : "first ")}message of {header} and {body} bytes, {most} are the most";
            next += lengths.Length + newest;
            announced++;
        }
        IsOpened |= announced > 1 || (announced == 1 && buffer.Length >= next);
        Unfinished = buffer.Length == next ? null : buffer.Length < next ? announced : announced + 1; // of the one behind, a part of its lengths is here
        UnfinishedBytes = buffer.Length < next ? newest : 0;
        return null;
    }

    private bool IsBehindPreamble => announced > 0;

    /// <summary>Bytes were consumed.</summary>
    public void Consumed(long bytes) => next -= bytes;

    private int LengthsOf() => IsBehindPreamble ? 2 * LengthBytes : LengthBytes;
}
