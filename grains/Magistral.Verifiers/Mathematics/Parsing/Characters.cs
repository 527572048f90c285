using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Magistral.Verifiers.Mathematics.Parsing;

/// <summary>What single characters mean, beyond ASCII too.</summary>
internal static class Characters
{
    public static FrozenDictionary<char, (TokenKind Kind, string Text)> Tokens { get; } = Build();

    public static FrozenDictionary<char, string> VulgarFractions { get; } = new Dictionary<char, string>
    {
        ['½'] = "1/2", ['⅓'] = "1/3", ['⅔'] = "2/3", ['¼'] = "1/4", ['¾'] = "3/4", ['⅕'] = "1/5", ['⅖'] = "2/5", ['⅗'] = "3/5", ['⅘'] = "4/5",
        ['⅙'] = "1/6", ['⅚'] = "5/6", ['⅐'] = "1/7", ['⅛'] = "1/8", ['⅜'] = "3/8", ['⅝'] = "5/8", ['⅞'] = "7/8", ['⅑'] = "1/9", ['⅒'] = "1/10",
    }.ToFrozenDictionary();

    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿⁱ";
    private const string SuperscriptsOf = "0123456789+-()ni";
    private const string Subscripts = "₀₁₂₃₄₅₆₇₈₉₊₋₍₎";
    private const string SubscriptsOf = "0123456789+-()";

    /// <summary>The plain character of a superscript or null.</summary>
    public static char? Superscript(char character) => Superscripts.IndexOf(character) is >= 0 and var at ? SuperscriptsOf[at] : null;

    /// <summary>The plain character of a subscript or null.</summary>
    public static char? Subscript(char character) => Subscripts.IndexOf(character) is >= 0 and var at ? SubscriptsOf[at] : null;

    public static bool IsSpace(char character) => char.IsWhiteSpace(character) || character is '~' or '"' or '“' or '”' or '`' or '\u200B' or '\uFEFF' or '\u2060' or '\u00AD';

    public static bool IsAsciiLetter(char character) => char.IsAsciiLetter(character);

    /// <summary>Ideographs and kana, which only write words and units.</summary>
    public static bool IsIdeograph(char character) => character is >= '\u3040' and <= '\u30FF' or >= '\u3400' and <= '\u9FFF' or >= '\uAC00' and <= '\uD7AF';

    public static bool IsCurrency(char character) => char.GetUnicodeCategory(character) == UnicodeCategory.CurrencySymbol;

    /// <summary>Full-width forms and foreign decimal digits as their ASCII characters.</summary>
    public static string Narrow(string text)
    {
        if (Ascii.IsValid(text)) return text;
        return string.Create(text.Length, text, static (target, source) =>
        {
            for (var i = 0; i < target.Length; i++) target[i] = Narrow(source[i]);
        });
    }

    private static char Narrow(char character)
    {
        if (character is >= '\uFF01' and <= '\uFF5E') return (char)(character - 0xFEE0);
        if (character > '\u007F' && char.IsDigit(character)) return (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(character));
        return character;
    }

    private static FrozenDictionary<char, (TokenKind, string)> Build()
    {
        var tokens = new Dictionary<char, (TokenKind, string)>();
        void Add(TokenKind kind, string characters, string text = "")
        {
            foreach (var character in characters) tokens[character] = (kind, text);
        }

        Add(TokenKind.Plus, "+");
        Add(TokenKind.Minus, "-−–—‐‑‒﹣⁃");
        Add(TokenKind.PlusMinus, "±");
        Add(TokenKind.MinusPlus, "∓");
        Add(TokenKind.Times, "*×·⋅∙•∗");
        Add(TokenKind.Divide, "/÷⁄∕");
        Add(TokenKind.Caret, "^");
        Add(TokenKind.Underscore, "_");
        Add(TokenKind.Bang, "!");
        Add(TokenKind.Percent, "%");
        Add(TokenKind.Degree, "°º˚");
        Add(TokenKind.Prime, "'′’");
        Add(TokenKind.OpenRound, "(");
        Add(TokenKind.CloseRound, ")");
        Add(TokenKind.OpenSquare, "[");
        Add(TokenKind.CloseSquare, "]");
        Add(TokenKind.OpenBrace, "{");
        Add(TokenKind.CloseBrace, "}");
        Add(TokenKind.OpenAngle, "⟨〈");
        Add(TokenKind.CloseAngle, "⟩〉");
        Add(TokenKind.Bar, "|∣");
        Add(TokenKind.Bar, "‖∥", "norm");
        Add(TokenKind.OpenFloor, "⌊");
        Add(TokenKind.CloseFloor, "⌋");
        Add(TokenKind.OpenCeiling, "⌈");
        Add(TokenKind.CloseCeiling, "⌉");
        Add(TokenKind.Comma, ",،、");
        Add(TokenKind.Semicolon, ";");
        Add(TokenKind.Colon, ":∶");
        Add(TokenKind.Arrow, "→⟶");
        Add(TokenKind.And, "∧");
        Add(TokenKind.Or, "∨");
        Add(TokenKind.Equal, "=");
        Add(TokenKind.Equal, "≡", "equiv");
        Add(TokenKind.NotEqual, "≠");
        Add(TokenKind.Less, "<");
        Add(TokenKind.LessOrEqual, "≤⩽≦");
        Add(TokenKind.Greater, ">");
        Add(TokenKind.GreaterOrEqual, "≥⩾≧");
        Add(TokenKind.Approximately, "≈≃≅");
        Add(TokenKind.ElementOf, "∈");
        Add(TokenKind.NotElementOf, "∉");
        Add(TokenKind.Union, "∪");
        Add(TokenKind.Intersection, "∩");
        Add(TokenKind.Difference, "∖");
        Add(TokenKind.Ampersand, "&");
        Add(TokenKind.Command, "∑", "sum");
        Add(TokenKind.Command, "∏", "prod");
        Add(TokenKind.Command, "∫", "int");
        Add(TokenKind.Command, "∅", "emptyset");
        Add(TokenKind.Command, "ℝ", "reals");
        Add(TokenKind.Name, "ℤ", "set Z");
        Add(TokenKind.Name, "ℕ", "set N");
        Add(TokenKind.Name, "∞", "infty");
        const string greek = "αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΥΦΨΩϵϕϑ";
        string[] names =
        [
            "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu", "xi", "pi", "rho", "sigma",
            "tau", "upsilon", "phi", "chi", "psi", "omega", "Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Upsilon", "Phi", "Psi", "Omega",
            "epsilon", "phi", "theta",
        ];
        for (var i = 0; i < names.Length; i++) tokens[greek[i]] = (TokenKind.Name, names[i]);
        return tokens.ToFrozenDictionary();
    }
}
