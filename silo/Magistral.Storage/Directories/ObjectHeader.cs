using System.Globalization;
using System.IO.Hashing;
using System.Text;
using System.Text.Unicode;
using Magistral.Grains.Storage;

namespace Magistral.Storage.Directories;

/// <summary>
/// The first line of every object's file: <c>magistral1 ETAG LENGTH KEY HASH</c>, ASCII, of fixed length, so that people can read
/// and tools can skip it.
/// </summary>
/// <param name="Version">Counts the puts of the store; the ETag is its 16 hexadecimal digits.</param>
/// <param name="Length">Bytes of the content.</param>
/// <param name="Key">XxHash3 of the object's key: a file that was reused for another object is told apart.</param>
/// <param name="Hash">XxHash128 of the content.</param>
internal readonly record struct ObjectHeader(ulong Version, long Length, ulong Key, UInt128 Hash)
{
    private const string Magic = "magistral1";

    /// <summary>Bytes of the line with its line feed.</summary>
    public const int Size = 95;

    public static ulong HashOf(StoreKey key) => XxHash3.HashToUInt64(Encoding.ASCII.GetBytes(key.Value));

    public byte[] ToLine()
    {
        var line = new byte[Size];
        Utf8.TryWrite(line, CultureInfo.InvariantCulture, $"{Magic} {Version:x16} {Length:D16} {Key:x16} {Hash:x32}\n", out _);
        return line;
    }

    public static bool TryRead(ReadOnlySpan<byte> line, out ObjectHeader header)
    {
        header = default;
        if (line.Length < Size || !line.StartsWith("magistral1 "u8) || line[27] != ' ' || line[44] != ' ' || line[61] != ' ' || line[^1] != '\n')
            return false;
        if (!ulong.TryParse(line[11..27], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var version)
            || !long.TryParse(line[28..44], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            || !ulong.TryParse(line[45..61], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var key)
            || !UInt128.TryParse(line[62..94], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hash))
            return false;
        header = new(version, length, key, hash);
        return true;
    }
}
