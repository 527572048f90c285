namespace Magistral.Verifiers.Code;

/// <summary>Compares what a program wrote with what it was to write.</summary>
public static class OutputComparison
{
    /// <summary>Whether two outputs agree line by line, without white space at the ends of lines and empty lines at the end.</summary>
    /// <param name="actual">Bytes of any kind.</param>
    /// <param name="expected">Bytes of any kind.</param>
    /// <remarks>White space is blank, tab, carriage return, vertical tab and form feed. Linear, no copy, thread-safe.</remarks>
    public static bool Agree(ReadOnlySpan<byte> actual, ReadOnlySpan<byte> expected)
    {
        actual = actual.TrimEnd(Space);
        expected = expected.TrimEnd(Space);
        while (true)
        {
            if (!TakeLine(ref actual).SequenceEqual(TakeLine(ref expected))) return false;
            if (actual.IsEmpty || expected.IsEmpty) return actual.IsEmpty && expected.IsEmpty;
        }
    }

    private static ReadOnlySpan<byte> Space => " \t\r\n\v\f"u8;

    private static ReadOnlySpan<byte> TakeLine(ref ReadOnlySpan<byte> text)
    {
        var end = text.IndexOf((byte)'\n');
        var line = end < 0 ? text : text[..end];
        text = end < 0 ? default : text[(end + 1)..];
        return line.TrimEnd(Space);
    }
}
