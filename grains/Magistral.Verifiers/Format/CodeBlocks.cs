namespace Magistral.Verifiers.Format;

/// <summary>Finds fenced code blocks in Markdown.</summary>
/// <remarks>
/// CommonMark's fences: three or more backticks or tildes at the start of a line, closed by a line with at least as many of the same and
/// nothing else. Any indentation is allowed, since answers put blocks into lists. The language tag is the first word after the opening fence.
/// </remarks>
public static class CodeBlocks
{
    /// <summary>The first closed block with a language tag, or null. Blocks without a tag are skipped.</summary>
    /// <param name="text">Any text.</param>
    public static CodeBlock? FirstTagged(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Fence? open = null;
        var bodyStart = 0;
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            var next = end < 0 ? text.Length : end + 1;
            var fence = Fence.Read(text.AsSpan(start, next - start));
            if (open is null && fence is not null)
            {
                open = fence;
                bodyStart = next;
            }
            else if (open is not null && fence is not null && fence.Value.Closes(open.Value))
            {
                if (open.Value.Tag.Length > 0) return new(open.Value.Tag, text[bodyStart..start]);
                open = null;
            }

            start = next;
        }

        return null;
    }

    private readonly record struct Fence(char Mark, int Count, string Tag, bool IsBare)
    {
        public bool Closes(Fence open) => IsBare && Mark == open.Mark && Count >= open.Count;

        public static Fence? Read(ReadOnlySpan<char> line)
        {
            line = line.Trim();
            if (line.Length < 3 || line[0] is not ('`' or '~')) return null;
            var count = line.IndexOfAnyExcept(line[0]);
            if (count < 0) count = line.Length;
            var info = line[count..].Trim();
            if (count < 3 || (line[0] == '`' && info.Contains('`'))) return null;
            var wordEnd = info.IndexOfAny(" \t{");
            var tag = wordEnd < 0 ? info : info[..wordEnd];
            return new(line[0], count, tag.ToString(), info.IsEmpty);
        }
    }
}
