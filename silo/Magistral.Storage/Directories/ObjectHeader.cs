using System.Globalization;
using System.Text.Unicode;

namespace Magistral.Storage.Directories;

/// <summary>The first line of every object's file: <c>magistral1 ETAG LENGTH HASH</c>, ASCII, of fixed length, so that people can read and tools can skip it.</summary>
/// <param name="Version">Counts the puts of the store; the ETag is its 16 hexadecimal digits.</param>
/// <param name="Length">Bytes of the content.</param>
/// <param name="Hash">XxHash128 of the content.</param>
internal readonly record struct ObjectHeader(ulong Version, long Length, UInt128 Hash)
{
    private const string Magic = "magistral1";

    /// <summary>Bytes of the line with its line feed.</summary>
    public const int Size = 78;

    public void Write(Span<byte> line)
    {
        var written = Utf8.TryWrite(line, CultureInfo.InvariantCulture, $"{Magic} {Version:x16} {Length:D16} {Hash:x32}\n", out var length);
        if (!written || length != Size)
            throw new ArgumentException($"a header line takes {Size} bytes", nameof(line));
    }

    public static bool TryRead(ReadOnlySpan<byte> line, out ObjectHeader header)
    {
        header = default;
        if (line.Length < Size || !line.StartsWith("magistral1 "u8) || line[27] != ' ' || line[44] != ' ' || line[Size - 1] != '\n')
            return false;
        if (!ulong.TryParse(line[11..27], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var version)
            || !long.TryParse(line[28..44], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            || !UInt128.TryParse(line[45..77], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hash))
            return false;
        header = new(version, length, hash);
        return true;
    }
}
