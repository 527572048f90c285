namespace Magistral.Verifiers.Format;

/// <summary>Finds `\boxed{…}` in a text.</summary>
public static class BoxedAnswers
{
    private const string Box = @"\boxed{";

    /// <summary>The inside of the last `\boxed{…}` whose braces balance, or null.</summary>
    /// <param name="text">Any text.</param>
    /// <remarks>
    /// A brace after a backslash is a character, not a group. Of nested boxes the outermost counts; a box that is never closed does not hide an
    /// earlier one. One pass, linear whatever the text.
    /// </remarks>
    public static string? Last(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var groups = new Stack<(int Start, bool IsBox)>();
        (int Start, int End)? last = null;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\' when text.AsSpan(i).StartsWith(Box, StringComparison.Ordinal):
                    i += Box.Length - 1;
                    groups.Push((i + 1, true));
                    break;
                case '\\':
                    i++;
                    break;
                case '{':
                    groups.Push((i + 1, false));
                    break;
                case '}' when groups.TryPop(out var group) && group.IsBox:
                    last = (group.Start, i);
                    break;
            }
        }

        return last is var (start, end) ? text[start..end] : null;
    }
}
