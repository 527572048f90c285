using System.Text;

namespace Magistral.Text.Tokenizers.Normalization;

/// <summary>Unicode's canonical normal forms C and D (UAX 15).</summary>
/// <remarks>The runtime's own needs a library of the system and does nothing without it. Thread-safe.</remarks>
/// <param name="compose">Form C, else form D.</param>
internal sealed class CanonicalNormalizer(bool compose) : INormalizer
{
    private const int HangulBase = 0xAC00, LeadBase = 0x1100, VowelBase = 0x1161, TailBase = 0x11A7;
    private const int Leads = 19, Vowels = 21, Tails = 28;

    public string Normalize(string text)
    {
        if (CanonicalData.IsStable(text, compose))
            return text;
        var points = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes())
            Decompose(rune.Value, points);
        Order(points);
        if (compose)
            Compose(points);
        var result = new StringBuilder(text.Length);
        foreach (var point in points)
            result.Append(new Rune(point));
        return result.ToString();
    }

    private static void Decompose(int point, List<int> into)
    {
        if (point - HangulBase is >= 0 and < Leads * Vowels * Tails and var syllable)
        {
            into.Add(LeadBase + syllable / (Vowels * Tails));
            into.Add(VowelBase + syllable % (Vowels * Tails) / Tails);
            if (syllable % Tails > 0)
                into.Add(TailBase + syllable % Tails);
        }
        else if (CanonicalData.Decompositions.TryGetValue(point, out var parts))
        {
            Decompose(parts.First, into);
            if (parts.Second > 0)
                Decompose(parts.Second, into);
        }
        else
        {
            into.Add(point);
        }
    }

    private static void Order(List<int> points)
    {
        for (var i = 1; i < points.Count; i++)
        {
            var (point, rank) = (points[i], CanonicalData.CombiningClass(points[i]));
            var at = i;
            for (; rank > 0 && at > 0 && CanonicalData.CombiningClass(points[at - 1]) > rank; at--)
                points[at] = points[at - 1];
            points[at] = point;
        }
    }

    private static void Compose(List<int> points)
    {
        var (starter, kept, last) = (-1, 0, 0);
        for (var i = 0; i < points.Count; i++)
        {
            var point = points[i];
            var rank = CanonicalData.CombiningClass(point);
            // a mark reaches its starter unless a mark of the same or a higher class, or a starter, stands between
            if (starter >= 0 && (kept - starter == 1 || last < rank && last > 0) && Pair(points[starter], point) is { } composed)
            {
                points[starter] = composed;
                continue;
            }

            if (rank == 0)
                starter = kept;
            last = rank;
            points[kept++] = point;
        }

        points.RemoveRange(kept, points.Count - kept);
    }

    private static int? Pair(int first, int second)
    {
        if (first - LeadBase is >= 0 and < Leads and var lead && second - VowelBase is >= 0 and < Vowels and var vowel)
            return HangulBase + (lead * Vowels + vowel) * Tails;
        if (first - HangulBase is >= 0 and < Leads * Vowels * Tails and var syllable && syllable % Tails == 0 && second - TailBase is > 0 and < Tails and var tail)
            return HangulBase + syllable + tail;
        return CanonicalData.Compositions.TryGetValue((first, second), out var composed) ? composed : null;
    }
}
