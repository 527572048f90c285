
namespace Magistral.Text.ChatTemplates.Syntax;

/// <summary>Cuts a template into tokens, with Jinja's rules of white space as transformers sets them: trim_blocks and lstrip_blocks.</summary>
internal sealed class Lexer
{
    private static readonly string[] Operators =
        ["//", "**", "==", "!=", ">=", "<=", "+", "-", "/", "*", "%", "~", "[", "]", "(", ")", "{", "}", ">", "<", "=", ".", ":", "|", ",", ";"];

    private readonly string source;
    private readonly List<Token> tokens = [];
    private int position;
    private int line = 1;
    private bool afterLine = true;   // whether the text at hand begins a line

    private Lexer(string template)
    {
        var text = template.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        source = text.EndsWith('\n') ? text[..^1] : text;
    }

    /// <exception cref="ChatTemplateException">A tag or a text is not closed, or a character belongs nowhere.</exception>
    public static List<Token> Read(string template)
    {
        var lexer = new Lexer(template);
        while (lexer.position < lexer.source.Length)
            lexer.ReadPart();
        lexer.tokens.Add(new(TokenKind.End, "", lexer.line));
        return lexer.tokens;
    }

    private void ReadPart()
    {
        var begin = NextTag();
        var (text, open) = (source[position..begin], begin < source.Length ? source[begin + 1] : '\0');
        var sign = begin + 2 < source.Length ? source[begin + 2] : '\0';
        AddData(open == '\0' ? text : TrimmedBefore(text, sign, isVariable: open == '{'));
        Advance(begin);
        if (open == '\0')
            return;
        Advance(begin + (sign is '-' or '+' ? 3 : 2));
        switch (open)
        {
            case '#':
                ReadComment();
                break;
            case '%' when TryReadRaw():
                break;
            default:
                ReadTag(open == '{');
                break;
        }
    }

    private int NextTag()
    {
        for (var at = position; (at = source.IndexOf('{', at)) >= 0 && at + 1 < source.Length; at++)
            if (source[at + 1] is '{' or '%' or '#')
                return at;
        return source.Length;
    }

    private string TrimmedBefore(string text, char sign, bool isVariable)
    {
        if (sign == '-')
            return text.TrimEnd();
        if (sign == '+' || isVariable)
            return text;
        var start = text.LastIndexOf('\n') + 1;
        return (start > 0 || afterLine) && text.AsSpan(start).IsWhiteSpace() ? text[..start] : text;
    }

    private void AddData(string text)
    {
        if (text.Length > 0)
            tokens.Add(new(TokenKind.Data, text, line));
    }

    private void ReadComment()
    {
        var end = source.IndexOf("#}", position, StringComparison.Ordinal);
        if (end < 0)
            throw Fault("the comment {# is not closed", "close it with #}");
        var sign = source[end - 1];
        Advance(end + 2);
        SkipAfter(sign, isVariable: false);
    }

    // {% raw %} … {% endraw %} is text
    private bool TryReadRaw()
    {
        if (RawTag("raw", position) is not { } raw)
            return false;
        var begin = line;
        Advance(raw.End);
        SkipAfter(raw.Sign, isVariable: false);
        for (var at = position; (at = source.IndexOf("{%", at, StringComparison.Ordinal)) >= 0; at += 2)
        {
            var sign = at + 2 < source.Length ? source[at + 2] : '\0';
            if (RawTag("endraw", at + (sign is '-' or '+' ? 3 : 2)) is not { } end)
                continue;
            AddData(TrimmedBefore(source[position..at], sign, isVariable: false));
            Advance(end.End);
            SkipAfter(end.Sign, isVariable: false);
            return true;
        }

        throw new ChatTemplateException(begin, "the tag raw is not closed", "close it with {% endraw %}");
    }

    private (int End, char Sign)? RawTag(string name, int at)
    {
        while (at < source.Length && char.IsWhiteSpace(source[at]))
            at++;
        if (string.CompareOrdinal(source, at, name, 0, name.Length) != 0)
            return null;
        at += name.Length;
        while (at < source.Length && char.IsWhiteSpace(source[at]))
            at++;
        var sign = at < source.Length ? source[at] : '\0';
        if (sign is '-' or '+')
            at++;
        return string.CompareOrdinal(source, at, "%}", 0, 2) == 0 ? (at + 2, sign) : null;
    }

    private void ReadTag(bool isVariable)
    {
        var (begin, open) = (line, new Stack<char>());
        tokens.Add(new(isVariable ? TokenKind.VariableBegin : TokenKind.BlockBegin, isVariable ? "{{" : "{%", line));
        var close = isVariable ? "}}" : "%}";
        while (position < source.Length)
        {
            var character = source[position];
            if (char.IsWhiteSpace(character))
            {
                Advance(position + 1);
                continue;
            }

            var sign = character is '-' or '+' ? 1 : 0;
            if (open.Count == 0 && string.CompareOrdinal(source, position + sign, close, 0, 2) == 0)
            {
                tokens.Add(new(isVariable ? TokenKind.VariableEnd : TokenKind.BlockEnd, close, line));
                Advance(position + sign + 2);
                SkipAfter(sign == 1 ? character : '\0', isVariable);
                return;
            }

            ReadToken(character, open);
        }

        throw new ChatTemplateException(begin, $"the tag {(isVariable ? "{{" : "{%")} is not closed", $"close it with {close}");
    }

    private void ReadToken(char character, Stack<char> open)
    {
        if (char.IsAsciiDigit(character))
            ReadNumber();
        else if (character is '"' or '\'')
            ReadString(character);
        else if (character == '_' || char.IsLetter(character))
            ReadName();
        else if (Operators.FirstOrDefault(text => string.CompareOrdinal(source, position, text, 0, text.Length) == 0) is { } found)
        {
            if (found is "(" or "[" or "{")
                open.Push(found switch { "(" => ')', "[" => ']', _ => '}' });
            else if (found is ")" or "]" or "}" && (!open.TryPop(out var expected) || expected != found[0]))
                throw Fault($"'{found}' stands where {(expected == default ? "nothing is open" : $"'{expected}' is expected")}", "match the brackets");
            tokens.Add(new(TokenKind.Operator, found, line));
            Advance(position + found.Length);
        }
        else
            throw Fault($"the character '{character}' belongs to nothing", "remove it");
    }

    private void ReadName()
    {
        var end = position;
        while (end < source.Length && (source[end] == '_' || char.IsLetterOrDigit(source[end])))
            end++;
        tokens.Add(new(TokenKind.Name, source[position..end], line));
        Advance(end);
    }

    private void ReadNumber()
    {
        var (end, afterPoint) = (Digits(position), tokens[^1].Is(TokenKind.Operator, "."));
        var isFloat = false;
        if (!afterPoint && end + 1 < source.Length && source[end] == '.' && char.IsAsciiDigit(source[end + 1]))
            (end, isFloat) = (Digits(end + 1), true);
        var exponent = end + 1 < source.Length && source[end] is 'e' or 'E' ? end + (source[end + 1] is '+' or '-' ? 2 : 1) : source.Length;
        if (!afterPoint && exponent < source.Length && char.IsAsciiDigit(source[exponent]))
            (end, isFloat) = (Digits(exponent), true);
        if (end < source.Length && (char.IsLetter(source[end]) || source[end] == '_'))
            throw Fault($"the number {source[position..(end + 1)]} is not known", "write numbers in decimal digits");
        tokens.Add(new(isFloat ? TokenKind.Float : TokenKind.Integer, source[position..end].Replace("_", "", StringComparison.Ordinal), line));
        Advance(end);
    }

    private int Digits(int at)
    {
        while (at < source.Length && (char.IsAsciiDigit(source[at]) || source[at] == '_' && at + 1 < source.Length && char.IsAsciiDigit(source[at + 1])))
            at++;
        return at;
    }

    private void ReadString(char quote)
    {
        var end = position + 1;
        while (end < source.Length && source[end] != quote)
            end += source[end] == '\\' ? 2 : 1;
        if (end >= source.Length)
            throw Fault($"the text {quote} is not closed", $"close it with {quote}");
        tokens.Add(new(TokenKind.String, StringEscapes.Resolve(source.AsSpan(position + 1, end - position - 1), line), line));
        Advance(end + 1);
    }

    // trim_blocks: a line feed right after a tag goes, unless the tag ends in +
    private void SkipAfter(char sign, bool isVariable)
    {
        var at = position;
        if (sign == '-')
            while (at < source.Length && char.IsWhiteSpace(source[at]))
                at++;
        else if (!isVariable && sign != '+' && at < source.Length && source[at] == '\n')
            at++;
        var moved = at > position;
        Advance(at);
        afterLine = moved && source[at - 1] == '\n';
    }

    private void Advance(int to)
    {
        line += source.AsSpan(position, to - position).Count('\n');
        position = to;
    }

    private ChatTemplateException Fault(string what, string remedy) => new(line, what, remedy);
}
