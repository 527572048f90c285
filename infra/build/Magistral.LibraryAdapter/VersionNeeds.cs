using System.Buffers.Binary;
using System.Text;

namespace Magistral.LibraryAdapter;

/// <summary>The symbol versions that a shared library asks of other libraries: section <c>.gnu.version_r</c> of a 64-bit little-endian ELF image.</summary>
/// <remarks>Layout: System V gABI, and "Symbol Versioning" of the Linux Standard Base. Pure and thread-safe.</remarks>
public static class VersionNeeds
{
    private const uint SectionTypeVersionNeeds = 0x6ffffffe;
    private const ushort FlagWeak = 0x2;
    private const int SectionHeaderSize = 64;
    private static ReadOnlySpan<byte> Magic => [0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1];

    /// <summary>Marks every requirement of one version as weak, so that the loader goes on when the machine's library lacks it.</summary>
    /// <param name="image">The whole file; only the flags of the matching entries change.</param>
    /// <param name="version">The version node, such as <c>GLIBCXX_3.4.32</c>.</param>
    /// <returns>How many entries were changed: 0 when none asks for the version, or when all are weak already.</returns>
    /// <exception cref="InvalidDataException">The image is no 64-bit little-endian ELF file, or is cut off.</exception>
    public static int MarkWeak(Span<byte> image, string version)
    {
        ArgumentException.ThrowIfNullOrEmpty(version);
        var changed = 0;
        foreach (var flags in FlagOffsets(image, Encoding.ASCII.GetBytes(version)))
        {
            var field = image.Slice(flags, sizeof(ushort));
            var value = BinaryPrimitives.ReadUInt16LittleEndian(field);
            if ((value & FlagWeak) != 0)
                continue;
            BinaryPrimitives.WriteUInt16LittleEndian(field, (ushort)(value | FlagWeak));
            changed++;
        }
        return changed;
    }

    private static List<int> FlagOffsets(ReadOnlySpan<byte> image, ReadOnlySpan<byte> version)
    {
        if (!image.StartsWith(Magic))
            throw new InvalidDataException("the file is not a 64-bit little-endian ELF library: give the library that TorchSharp ships for Linux");
        var found = new List<int>();
        var headers = Offset(image, 40);
        var count = Word(image, 60);
        for (var index = 0; index < count; index++)
        {
            var header = headers + index * SectionHeaderSize;
            if (DoubleWord(image, header + 4) != SectionTypeVersionNeeds)
                continue;
            var strings = headers + (int)DoubleWord(image, header + 40) * SectionHeaderSize;
            WalkLibraries(image, Offset(image, header + 24), Offset(image, strings + 24), version, found);
        }
        return found;
    }

    private static void WalkLibraries(ReadOnlySpan<byte> image, int library, int names, ReadOnlySpan<byte> version, List<int> found)
    {
        for (uint next = 1; next != 0; library += (int)next)
        {
            var entry = library + (int)DoubleWord(image, library + 8);
            for (var left = Word(image, library + 2); left > 0; left--)
            {
                if (NameIs(image, names + (int)DoubleWord(image, entry + 8), version))
                    found.Add(entry + 4);
                entry += (int)DoubleWord(image, entry + 12);
            }
            next = DoubleWord(image, library + 12);
            if (next > int.MaxValue)
                throw CutOff(library + 12);
        }
    }

    private static bool NameIs(ReadOnlySpan<byte> image, int at, ReadOnlySpan<byte> name) =>
        Part(image, at, name.Length + 1) is var text && text[..^1].SequenceEqual(name) && text[^1] == 0;

    private static ushort Word(ReadOnlySpan<byte> image, int at) => BinaryPrimitives.ReadUInt16LittleEndian(Exact(image, at, sizeof(ushort)));

    private static uint DoubleWord(ReadOnlySpan<byte> image, int at) => BinaryPrimitives.ReadUInt32LittleEndian(Exact(image, at, sizeof(uint)));

    private static int Offset(ReadOnlySpan<byte> image, int at)
    {
        var value = BinaryPrimitives.ReadUInt64LittleEndian(Exact(image, at, sizeof(ulong)));
        return value < (ulong)image.Length ? (int)value : throw CutOff(at);
    }

    private static ReadOnlySpan<byte> Exact(ReadOnlySpan<byte> image, int at, int length) =>
        at >= 0 && at <= image.Length - length ? image.Slice(at, length) : throw CutOff(at);

    // A name may be the last thing in the file and shorter than the one looked for.
    private static ReadOnlySpan<byte> Part(ReadOnlySpan<byte> image, int at, int length) =>
        at >= 0 && at < image.Length ? image.Slice(at, Math.Min(length, image.Length - at)) : throw CutOff(at);

    private static InvalidDataException CutOff(int at) =>
        new($"the ELF file is cut off or damaged at byte {at}: delete the package from the NuGet cache and restore again");
}
