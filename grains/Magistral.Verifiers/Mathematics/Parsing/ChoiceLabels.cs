using System.Text.RegularExpressions;

namespace Magistral.Verifiers.Mathematics.Parsing;

/// <summary>Splits answers that name a choice and say what it holds: `(B) 42`, `B. 42`, `\textbf{(B)}\ 42`.</summary>
internal static partial class ChoiceLabels
{
    private const int Longest = 400;

    /// <summary>The letter in small type and what stands behind it; null and the whole text when it has no label.</summary>
    public static (char? Letter, string Content) Split(string text)
    {
        if (text.Length > Longest || Label().Match(text) is not { Success: true } match) return (null, text);
        return (char.ToLowerInvariant(match.Groups["letter"].Value[0]), text[match.Length..]);
    }

    // an operator behind the bracket makes the letter a symbol
    [GeneratedRegex(
        @"^\s*\$?(?:\\(?:text|textbf|textrm|mathrm|mathbf)\{\s*)?(?:\((?<letter>[A-J])\)|(?<letter>[A-J])[.)])(?:[\s~]|\\ |\\quad|\\;|\}|\$)(?:[\s~}$]|\\ |\\quad|\\;)*(?![\s~}$]|[+*/^=<>,;|)\]]|-\s|\\(?:cup|cap|setminus|times|cdot|in|subset|to|le|leq|ge|geq|ne|neq|pm|land|lor)\b|$)",
        RegexOptions.CultureInvariant)]
    private static partial Regex Label();
}
