using System.Text.RegularExpressions;

namespace Magistral.Verifiers.Mathematics.Parsing;

/// <summary>Takes away what only announces an answer: `The answer is`, `Answer:`, `approximately`, `Option`.</summary>
internal static partial class AnswerPhrases
{
    private const int Longest = 400;   // longer texts are no short sentence

    /// <summary>The text behind its announcement; the text itself when there is none, or nothing behind it.</summary>
    public static string Strip(string text)
    {
        if (text.Length > Longest || Announcement().Match(text) is not { Success: true } match) return text;
        var rest = text[match.Length..];
        return string.IsNullOrWhiteSpace(rest) ? text : rest;
    }

    [GeneratedRegex(
        @"^\s*(?:\\(?:text|textbf|textrm|mathrm)\{\s*)?(?:(?:(?:so|thus|hence|therefore|then),?\s+)?(?:the\s+|our\s+|my\s+)?(?:final\s+|correct\s+)?answer(?:\s+is(?:\s*:|\s*=)?|\s*:|\s*=)|approximately|about|approx\.?|\\approx|≈|(?:option|choice)(?=\s+\(?[A-J]\)?\W*$))(?:\s*\}|(?=[\s\\$\d(\-+]))(?:\s|~|\\ )*",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Announcement();
}
