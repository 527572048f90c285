using System.Buffers.Binary;
using System.Text;

namespace Magistral.LibraryAdapter.Tests;

/// <summary>The smallest image that has version requirements: a header, one name table, one list of needs, three section headers.</summary>
internal static class SyntheticElf
{
    private const int HeaderSize = 64;
    private const int SectionSize = 64;

    /// <summary>One library that is asked for every version given.</summary>
    /// <param name="versions">ASCII names, in the order of their entries.</param>
    /// <param name="flags">Of every entry.</param>
    public static byte[] Build(IReadOnlyList<string> versions, ushort flags = 0)
    {
        var names = new MemoryStream();
        names.Write("\0libstdc++.so.6\0"u8);
        var at = versions.Select(version =>
        {
            var offset = (uint)names.Length;
            names.Write(Encoding.ASCII.GetBytes(version + '\0'));
            return offset;
        }).ToArray();
        var needs = new byte[16 + 16 * versions.Count];
        U16(needs, 0, 1);
        U16(needs, 2, (ushort)versions.Count);
        U32(needs, 4, 1);
        U32(needs, 8, 16);
        for (var i = 0; i < versions.Count; i++)
        {
            U16(needs, 16 + 16 * i + 4, flags);
            U32(needs, 16 + 16 * i + 8, at[i]);
            U32(needs, 16 + 16 * i + 12, i + 1 < versions.Count ? 16u : 0);
        }
        return Assemble(names.ToArray(), needs);
    }

    private static byte[] Assemble(byte[] names, byte[] needs)
    {
        var sections = HeaderSize + names.Length + needs.Length;
        var image = new byte[sections + 3 * SectionSize];
        new byte[] { 0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1 }.CopyTo(image, 0);
        U64(image, 40, (ulong)sections);
        U16(image, 60, 3);
        names.CopyTo(image, HeaderSize);
        needs.CopyTo(image, HeaderSize + names.Length);
        Section(image, sections + SectionSize, type: 3, offset: HeaderSize, link: 0);
        Section(image, sections + 2 * SectionSize, type: 0x6ffffffe, offset: HeaderSize + names.Length, link: 1);
        return image;
    }

    private static void Section(byte[] image, int at, uint type, int offset, uint link)
    {
        U32(image, at + 4, type);
        U64(image, at + 24, (ulong)offset);
        U32(image, at + 40, link);
    }

    private static void U16(byte[] to, int at, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(to.AsSpan(at), value);

    private static void U32(byte[] to, int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(to.AsSpan(at), value);

    private static void U64(byte[] to, int at, ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(to.AsSpan(at), value);
}
