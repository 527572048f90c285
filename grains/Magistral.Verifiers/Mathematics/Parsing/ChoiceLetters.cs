namespace Magistral.Verifiers.Mathematics.Parsing;

/// <summary>Recognises letters of multiple choice, whose case and brackets mean nothing.</summary>
internal static class ChoiceLetters
{
    private const int LongestMarkup = 32;

    /// <summary>Whether two letters name the same choice; null unless both are single letters A to J and one is marked up as a choice.</summary>
    public static bool? Compare(string answer, string reference)
    {
        if (Letter(answer) is not var (given, isMarked) || Letter(reference) is not var (right, isRightMarked)) return null;
        return isMarked || isRightMarked ? given == right : null;
    }

    /// <summary>The letter of an answer that is nothing but one, or null.</summary>
    public static char? Read(string text) => Letter(text)?.Letter;

    /// <summary>The letter, and whether type faces, brackets or a point stand around it: `(A)`, `A.`, `\text{A}`. Anything else is no choice.</summary>
    private static (char Letter, bool IsMarked)? Letter(string text)
    {
        if (text.Length > LongestMarkup) return null;
        var (letter, isMarked) = ('\0', false);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is ' ' or '$') continue;
            if (char.IsAsciiLetter(text[i]))
            {
                if (letter != '\0') return null;
                letter = char.ToLowerInvariant(text[i]);
                continue;
            }

            if (text[i] == '\\')
            {
                var end = i + 1;
                while (end < text.Length && char.IsAsciiLetter(text[end])) end++;
                var command = text[(i + 1)..end];
                if (!Commands.Prose.Contains(command) && !Commands.TypeFaces.Contains(command) && command is not ("left" or "right")) return null;
                i = end - 1;
            }
            else if (text[i] is not ('(' or ')' or '.' or '{' or '}' or '~')) return null;

            isMarked = true;
        }

        return letter is >= 'a' and <= 'j' ? (letter, isMarked) : null;
    }
}
