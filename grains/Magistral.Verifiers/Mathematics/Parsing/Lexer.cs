using System.Buffers;
using System.Text;

namespace Magistral.Verifiers.Mathematics.Parsing;

/// <summary>Cuts LaTeX or plain notation into tokens. One pass; throws <see cref="MathSyntaxException"/>.</summary>
internal sealed class Lexer
{
    private static readonly SearchValues<char> Ending = SearchValues.Create(" .$\r\n\t");
    private static readonly SearchValues<char> Operators = SearchValues.Create("=+-.,()^_");

    private readonly string source;
    private readonly List<Token> tokens;
    private readonly NumberScanner numbers;
    private int at;
    private int brackets;   // open brackets that make a comma a separator
    private int alignments;   // open environments in which & only aligns
    private bool space;

    private Lexer(string source)
    {
        this.source = source;
        tokens = new(source.Length / 2 + 1);
        numbers = new(source);
    }

    /// <summary>All tokens, with <see cref="TokenKind.End"/> last.</summary>
    public static List<Token> Read(string text)
    {
        var lexer = new Lexer(Characters.Narrow(text));
        while (lexer.at < lexer.source.Length) lexer.Next();
        lexer.Add(TokenKind.End, "");
        return lexer.tokens;
    }

    private void Next()
    {
        var character = source[at];
        if (Characters.IsSpace(character) || character == '$' || Characters.IsCurrency(character))
        {
            at++;
            space = true;
        }
        else if (char.IsAsciiDigit(character) || (character == '.' && at + 1 < source.Length && char.IsAsciiDigit(source[at + 1])))
        {
            var end = numbers.Scan(at, brackets > 0, out var digits);
            Add(TokenKind.Number, digits);
            at = end;
        }
        else if (Characters.IsAsciiLetter(character)) Letters();
        else if (character == '\\') Command();
        else if (character == '.') FullStop();
        else if (character == '&' && alignments > 0) at++;
        else Symbol(character);
    }

    private void Add(TokenKind kind, string text)
    {
        brackets += kind switch
        {
            TokenKind.OpenRound or TokenKind.OpenSquare or TokenKind.OpenSet or TokenKind.OpenAngle => 1,
            TokenKind.CloseRound or TokenKind.CloseSquare or TokenKind.CloseSet or TokenKind.CloseAngle => -1,
            _ => 0,
        };
        tokens.Add(new(kind, text, at, space));
        space = false;
    }

    private void FullStop()
    {
        if (!source.AsSpan(at + 1).ContainsAnyExcept(Ending)) at = source.Length;
        else if (tokens.Count > 0 && tokens[^1] is { Kind: TokenKind.Word or TokenKind.Text, Text: var unit } && UnitScanner.IsAbbreviation(unit)) at++;   // sq. ft.
        else throw new MathSyntaxException("a point that belongs to no number", at);
    }

    private void Symbol(char character)
    {
        if (Characters.VulgarFractions.TryGetValue(character, out var fraction)) Single(TokenKind.VulgarFraction, fraction);
        else if (character is '√' or '∛' or '∜') Single(TokenKind.Command, character switch { '√' => "sqrt", '∛' => "cbrt", _ => "qdrt" });
        else if (Characters.Superscript(character) is not null) Script(TokenKind.Caret, Characters.Superscript);
        else if (Characters.Subscript(character) is not null) Script(TokenKind.Underscore, Characters.Subscript);
        else if (Characters.IsIdeograph(character)) Ideographs();
        else if (Pair(character) is { } pair) Single(pair, "", 2);
        else if (Characters.Tokens.TryGetValue(character, out var token)) Single(token.Kind, token.Text);
        else throw new MathSyntaxException($"the character U+{(int)character:X4}", at);
    }

    private TokenKind? Pair(char character) => (character, at + 1 < source.Length ? source[at + 1] : '\0') switch
    {
        ('<', '=') => TokenKind.LessOrEqual,
        ('>', '=') or ('=', '>') => TokenKind.GreaterOrEqual,
        ('!', '=') => TokenKind.NotEqual,
        ('=', '=') => TokenKind.Equal,
        ('*', '*') => TokenKind.Caret,
        ('+', '-') => TokenKind.PlusMinus,
        ('-', '>') => TokenKind.Arrow,
        ('/', '/') => throw new MathSyntaxException("two division signs", at),
        _ => null,
    };

    private void Single(TokenKind kind, string text, int length = 1)
    {
        Add(kind, text);
        at += length;
    }

    private void Script(TokenKind kind, Func<char, char?> plain)
    {
        Add(kind, "");
        Add(TokenKind.OpenBrace, "");
        var inner = new StringBuilder();
        for (; at < source.Length && plain(source[at]) is { } character; at++) inner.Append(character);
        Inline(inner.ToString());
        Add(TokenKind.CloseBrace, "");
    }

    private void Ideographs()
    {
        var start = at;
        while (at < source.Length && Characters.IsIdeograph(source[at])) at++;
        Prose(source[start..at]);
    }

    /// <summary>Tokens of a part of the source that was cut out.</summary>
    private void Inline(string part)
    {
        var inner = Read(part);
        for (var i = 0; i < inner.Count - 1; i++)
        {
            space |= inner[i].SpaceBefore;
            Add(inner[i].Kind, inner[i].Text);
        }
    }

    private void Letters()
    {
        var start = at;
        var end = at;
        while (end < source.Length && Characters.IsAsciiLetter(source[end])) end++;
        if (CurrencyCodes.Scan(source, start, end) is > 0 and var amount && (tokens.Count == 0 || tokens[^1].Kind != TokenKind.Number))
        {
            at = amount;
            space = true;
            return;
        }

        var afterNumber = tokens.Count > 0 && tokens[^1].Kind == TokenKind.Number;
        if (afterNumber && AfterNumber(source[start..end], end)) return;
        if (afterNumber && UnitScanner.Scan(source, start, tokens[^1], space) is > 0 and var unitEnd)
        {
            Add(TokenKind.Word, source[start..unitEnd]);
            at = unitEnd;
            return;
        }

        var joined = afterNumber && !space;
        at = start;
        foreach (var token in LetterRuns.Split(source[start..end], joined, tokens.Count > 0 ? tokens[^1].Kind : TokenKind.End, source.AsSpan(end)))
        {
            Add(token.Kind, token.Text);
            at += token.Length;
        }

        at = end;
    }

    /// <summary>Letters that belong to the number before them: 3 million, 3rd, 10 sq. ft, 12:30 pm.</summary>
    private bool AfterNumber(string run, int end)
    {
        if (Vocabulary.Multipliers.TryGetValue(run, out var factor))
        {
            Add(TokenKind.Times, "");
            Add(TokenKind.Number, factor);
        }
        else if (run is "sq" or "cu") Add(TokenKind.Word, run);
        else if (run is "st" or "nd" or "rd" or "th" && !space) space = true;
        else if (tokens.Count > 1 && tokens[^2].Kind == TokenKind.Colon && UnitScanner.HalfOfDay(source, at) is (var half, var behind))
        {
            Add(TokenKind.Word, half);
            end = behind;
        }
        else return false;
        at = end;
        return true;
    }

    private void Command()
    {
        var name = CommandName();
        var start = at;
        at += 1 + name.Length;
        if (Commands.Ignored.Contains(name)) Ignored(name);
        else if (Commands.Prose.Contains(name)) Prose(Group());
        else if (Commands.TypeFaces.Contains(name)) TypeFace();
        else if (name is "begin" or "end") Environment(name);
        else if (name is "(" or ")" or "[" or "]") space = true;
        else if (name is "mathbb" or "Bbb") BlackboardBold();
        else if (name is "textcolor" or "color" or "hspace" or "vspace" or "hphantom" or "vphantom" or "tag" or "label") Group();
        else if (name is "not" && source.AsSpan(at).TrimStart().StartsWith("=", StringComparison.Ordinal)) Negated(start, "=", TokenKind.NotEqual);
        else if (name is "not" && source.AsSpan(at).TrimStart().StartsWith(@"\in", StringComparison.Ordinal)) Negated(start, @"\in", TokenKind.NotElementOf);
        else if (Commands.Tokens.TryGetValue(name, out var token))
        {
            tokens.Add(new(token.Kind, token.Text, start, space));
            brackets += token.Kind is TokenKind.OpenSet or TokenKind.OpenAngle ? 1 : token.Kind is TokenKind.CloseSet or TokenKind.CloseAngle ? -1 : 0;
            space = false;
        }
        else throw new MathSyntaxException($"the unknown command \\{name}", start);
    }

    private string CommandName()
    {
        var end = at + 1;
        while (end < source.Length && Characters.IsAsciiLetter(source[end])) end++;
        if (end == at + 1 && end < source.Length) end++;
        return source[(at + 1)..end];
    }

    private void Ignored(string name)
    {
        space |= name is "quad" or "qquad" or "enspace" or "," or ";" or ":" or ">" or " " or "thinspace" or "medspace" or "thickspace";
        if (name is not ("left" or "right" or "middle") || at >= source.Length) return;
        while (at < source.Length && Characters.IsSpace(source[at])) at++;
        switch (at < source.Length ? source[at] : '\0')
        {
            case '.':
                at++;
                break;
            case '|':
                Single(name == "left" ? TokenKind.OpenAbsolute : name == "right" ? TokenKind.CloseAbsolute : TokenKind.SuchThat, "");
                break;
            case '<':
                Single(TokenKind.OpenAngle, "");
                break;
            case '>':
                Single(TokenKind.CloseAngle, "");
                break;
        }
    }

    private void Negated(int start, string sign, TokenKind kind)
    {
        at = source.IndexOf(sign, at, StringComparison.Ordinal) + sign.Length;
        tokens.Add(new(kind, "", start, space));
        space = false;
    }

    /// <summary>The raw inside of the group that follows; a single character may stand for one.</summary>
    private string Group()
    {
        while (at < source.Length && Characters.IsSpace(source[at])) at++;
        if (at >= source.Length) throw new MathSyntaxException("a command without its group", at);
        if (source[at] != '{') return source[at++].ToString();
        var start = at + 1;
        var depth = 0;
        for (; at < source.Length; at++)
        {
            if (source[at] == '\\') at++;
            else if (source[at] == '{') depth++;
            else if (source[at] == '}' && --depth == 0) return source[start..at++];
        }

        throw new MathSyntaxException("a group that is not closed", start - 1);
    }

    private void Prose(string content)
    {
        if (Named(content)) return;
        var word = content.Trim(' ', '~').Split(' ', 2);
        if (tokens.Count > 0 && tokens[^1].Kind == TokenKind.Number && Vocabulary.Multipliers.TryGetValue(word[0], out var factor))
        {
            Add(TokenKind.Times, "");
            Add(TokenKind.Number, factor);
            content = word.Length > 1 ? word[1] : "";
        }

        var prose = ProseReader.Classify(content);
        if (prose.Kind == TokenKind.End) space = true;
        else if (prose.Kind == TokenKind.Number) Inline(prose.Text);
        else
        {
            space = true;
            Add(prose.Kind, prose.Text);
            space = true;
        }
    }

    /// <summary>Takes an operator by its name, unless it may be a unit: 5 min.</summary>
    private bool Named(string name)
    {
        name = name.Trim(' ', '~');
        if (tokens is [.., { Kind: TokenKind.Number }] && Units.IsKnown(name)) return false;
        if (NamedOperators.Read(name, source.AsSpan(at)) is not var (kind, text)) return false;
        Add(kind, text);
        return true;
    }

    private void TypeFace()
    {
        if (at < source.Length && source[at] == '*') at++;   // \operatorname*
        var content = Group();
        var trimmed = content.Trim(' ', '~');
        var isUnitLetter = trimmed.Length == 1 && Units.IsKnownLetter(trimmed[0]) && tokens.Count > 0 && tokens[^1].Kind == TokenKind.Number;
        if (isUnitLetter) Prose(content);
        else if (trimmed.Length > 1 && trimmed.AsSpan().ContainsAnyExceptInRange('0', '9') && !trimmed.Contains('\\', StringComparison.Ordinal)
            && !trimmed.AsSpan().ContainsAny(Operators) && !Vocabulary.Functions.ContainsKey(trimmed)) Prose(content);
        else Inline(content);
    }

    private void BlackboardBold()
    {
        var letter = Group().Trim();
        if (letter == "R") Add(TokenKind.Command, "reals");
        else Add(TokenKind.Name, "set " + letter);
    }

    private void Environment(string name)
    {
        var environment = Group().Trim().TrimEnd('*');
        if (name == "begin" && environment == "array") Group();
        if (environment is "aligned" or "align" or "split") alignments += name == "begin" ? 1 : -1;
        Add(name == "begin" ? TokenKind.Begin : TokenKind.EndEnvironment, environment);
    }
}
