using System.Collections;
using System.Globalization;
using System.Text;

namespace Magistral.Text.Tokenizers.Normalization;

/// <summary>Unicode's canonical decompositions and combining classes, from the resource beside this file.</summary>
internal static class CanonicalData
{
    private const char FirstCombining = '\u0300';

    private static readonly Dictionary<int, byte> Classes = [];

    // code points that may change, or make a neighbour change, under form C or D
    private static readonly BitArray UnstableComposed = new(0x110000);
    private static readonly BitArray UnstableDecomposed = new(0x110000);

    static CanonicalData()
    {
        using var stream = typeof(CanonicalData).Assembly.GetManifestResourceStream("Magistral.Text.Tokenizers.Normalization.canonical.txt")!;
        using var reader = new StreamReader(stream, Encoding.ASCII);
        while (reader.ReadLine() is { } line)
            if (line[0] != '#' && line.IndexOfAny([':', '=', '>']) is var mark and > 0)
                Read(line[mark], line[..mark], line[(mark + 1)..].Split(' '));
        for (var point = 0xAC00; point < 0xAC00 + 11172; point++)
            UnstableDecomposed[point] = true;
        for (var point = 0x1161; point <= 0x11C2; point++)
            UnstableComposed[point] = true;
    }

    /// <summary>One step of a code point's decomposition; Second is 0 where there is one part.</summary>
    public static Dictionary<int, (int First, int Second)> Decompositions { get; } = [];

    /// <summary>Which pairs become one code point.</summary>
    public static Dictionary<(int First, int Second), int> Compositions { get; } = [];

    /// <summary>The class that orders marks, 0 for what is no combining mark.</summary>
    public static int CombiningClass(int point) => point < FirstCombining ? 0 : Classes.GetValueOrDefault(point);

    /// <summary>Whether a text is surely in normal form.</summary>
    public static bool IsStable(ReadOnlySpan<char> text, bool composed)
    {
        if (composed && text.IndexOfAnyExceptInRange('\0', (char)(FirstCombining - 1)) < 0)
            return true;
        var unstable = composed ? UnstableComposed : UnstableDecomposed;
        foreach (var rune in text.EnumerateRunes())
            if (unstable[rune.Value])
                return false;
        return true;
    }

    // CLASS:POINT POINT-POINT …, POINT=FIRST SECOND (composes again), POINT>FIRST SECOND (does not)
    private static void Read(char mark, string left, string[] right)
    {
        if (mark == ':')
        {
            foreach (var range in right.Select(part => part.Split('-')))
                for (var point = Hex(range[0]); point <= Hex(range[^1]); point++)
                {
                    Classes[point] = byte.Parse(left, CultureInfo.InvariantCulture);
                    UnstableComposed[point] = UnstableDecomposed[point] = true;
                }
            return;
        }

        var (whole, first, second) = (Hex(left), Hex(right[0]), right.Length > 1 ? Hex(right[1]) : 0);
        Decompositions[whole] = (first, second);
        UnstableDecomposed[whole] = true;
        if (mark == '=')
        {
            Compositions[(first, second)] = whole;
            UnstableComposed[second] = true;
        }
        else
        {
            UnstableComposed[whole] = true;
        }
    }

    private static int Hex(string digits) => int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
