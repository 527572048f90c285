namespace Magistral.Text.ChatTemplates.Syntax;

/// <summary>Reads a template into statements.</summary>
internal sealed class TemplateParser
{
    private const string Known = "for, if, set, macro, call, filter, with, raw, generation, break, continue";

    private readonly TokenReader tokens;
    private readonly ExpressionParser expressions;
    private int loops;

    private TemplateParser(TokenReader tokens) => (this.tokens, expressions) = (tokens, new(tokens));

    /// <exception cref="ChatTemplateException">The template is not well formed, or uses a tag this engine does not know.</exception>
    public static IReadOnlyList<Statement> Parse(string template)
    {
        var parser = new TemplateParser(new(Lexer.Read(template)));
        return parser.Body("", []);
    }

    /// <summary>Statements up to one of some tags, which stays unread; up to the end of the template where there are none.</summary>
    private List<Statement> Body(string opener, string[] ends)
    {
        var (begin, statements) = (tokens.Current.Line, new List<Statement>());
        while (tokens.Current is var token && token.Kind != TokenKind.End)
        {
            if (token.Kind == TokenKind.Data)
                statements.Add(new TextOutput(token.Line, tokens.Next().Text));
            else if (token.Kind == TokenKind.VariableBegin)
            {
                tokens.Next();
                statements.Add(new ValueOutput(token.Line, expressions.Tuple()));
                tokens.Expect(TokenKind.VariableEnd, "}}");
            }
            else if (tokens.Ahead.Kind == TokenKind.Name && ends.Contains(tokens.Ahead.Text))
                return statements;
            else
                statements.Add(tokens.Nested(Tag));
        }

        return ends.Length == 0 ? statements
            : throw new ChatTemplateException(begin, $"the tag {opener} is not closed", $"close it with {{% {ends[^1]} %}}");
    }

    private Statement Tag()
    {
        tokens.Expect(TokenKind.BlockBegin, "{%");
        var line = tokens.Current.Line;
        var tag = tokens.ExpectName();
        return tag switch
        {
            "if" => ReadIf(line),
            "for" => ReadFor(line),
            "set" => ReadSet(line),
            "macro" => ReadMacro(line),
            "call" => ReadCall(line),
            "filter" => ReadFilter(line),
            "with" => ReadWith(line),
            "generation" => new GenerationBlock(line, BodyAndEnd("generation")),
            "break" => Jump(new Break(line)),
            "continue" => Jump(new Continue(line)),
            _ => throw new ChatTemplateException(line, $"the tag {tag} is not known", $"use only {Known}"),
        };
    }

    private void EndTag() => tokens.Expect(TokenKind.BlockEnd, "%}");

    private List<Statement> BodyAndEnd(string opener)
    {
        EndTag();
        var body = Body(opener, ["end" + opener]);
        NextTag();
        EndTag();
        return body;
    }

    private string NextTag()
    {
        tokens.Expect(TokenKind.BlockBegin, "{%");
        return tokens.ExpectName();
    }

    private Statement Jump(Statement jump)
    {
        EndTag();
        return loops > 0 ? jump : throw new ChatTemplateException(jump.Line, "break or continue stands outside of a loop", "remove it");
    }

    private If ReadIf(int line)
    {
        var (branches, otherwise, tag) = (new List<(Expression, IReadOnlyList<Statement>)>(), new List<Statement>(), "elif");
        while (tag == "elif")
        {
            var condition = expressions.Tuple(withConditional: false);
            EndTag();
            branches.Add((condition, Body("if", ["elif", "else", "endif"])));
            tag = NextTag();
        }

        if (tag == "else")
        {
            EndTag();
            otherwise = Body("if", ["endif"]);
            NextTag();
        }

        EndTag();
        return new(line, branches, otherwise);
    }

    private For ReadFor(int line)
    {
        var target = expressions.Target(withAttribute: false);
        tokens.Expect(TokenKind.Name, "in");
        var items = expressions.Tuple(withConditional: false);
        var condition = tokens.SkipName("if") ? expressions.Expression() : null;
        var recursive = tokens.SkipName("recursive");
        EndTag();
        loops++;
        var body = Body("for", ["else", "endfor"]);
        loops--;
        List<Statement> otherwise = [];
        if (NextTag() == "else")
        {
            EndTag();
            otherwise = Body("for", ["endfor"]);
            NextTag();
        }

        EndTag();
        return new(line, target, items, condition, recursive, body, otherwise);
    }

    private Statement ReadSet(int line)
    {
        var target = expressions.Target(withAttribute: true);
        if (tokens.SkipOperator("="))
        {
            var value = expressions.Tuple();
            EndTag();
            return new Set(line, target, value);
        }

        return new SetBlock(line, target, Filters(first: tokens.SkipOperator("|")), BodyAndEnd("set"));
    }

    private List<Filter> Filters(bool first)
    {
        var filters = new List<Filter>();
        for (var more = first; more; more = tokens.SkipOperator("|"))
            filters.Add(expressions.Filter(null));
        return filters;
    }

    private MacroDefinition ReadMacro(int line)
    {
        var name = tokens.ExpectName();
        return Macro(line, name, Parameters(), "macro");
    }

    // as in Jinja, a macro takes more than its parameters only if it reads the rest somewhere
    private MacroDefinition Macro(int line, string name, List<(string Name, Expression?)> parameters, string opener)
    {
        var outer = expressions.NamesRead;
        expressions.NamesRead = [];
        var body = MacroBody(opener);
        var macro = new MacroDefinition(line, name, parameters, body, Reads("varargs"), Reads("kwargs"));
        outer.UnionWith(expressions.NamesRead);
        expressions.NamesRead = outer;
        return macro;

        bool Reads(string rest) => expressions.NamesRead.Contains(rest) && parameters.TrueForAll(parameter => parameter.Name != rest);
    }

    private List<Statement> MacroBody(string opener)
    {
        var outer = loops;
        loops = 0;
        var body = BodyAndEnd(opener);
        loops = outer;
        return body;
    }

    private List<(string, Expression?)> Parameters()
    {
        tokens.Expect(TokenKind.Operator, "(");
        var parameters = new List<(string, Expression?)>();
        while (!tokens.IsOperator(")"))
        {
            parameters.Add((tokens.ExpectName(), tokens.SkipOperator("=") ? expressions.Expression() : null));
            if (!tokens.SkipOperator(","))
                break;
        }

        tokens.Expect(TokenKind.Operator, ")");
        return parameters;
    }

    private CallBlock ReadCall(int line)
    {
        var parameters = tokens.IsOperator("(") ? Parameters() : [];
        if (expressions.Expression() is not Call call)
            throw new ChatTemplateException(line, "the tag call calls nothing", "write {% call name() %}");
        return new(line, call, Macro(line, "caller", parameters, "call"));
    }

    private FilterBlock ReadFilter(int line) => new(line, Filters(first: true), BodyAndEnd("filter"));

    private With ReadWith(int line)
    {
        var bindings = new List<(Expression, Expression)>();
        while (tokens.Current.Kind != TokenKind.BlockEnd)
        {
            var target = expressions.Target(withAttribute: false);
            tokens.Expect(TokenKind.Operator, "=");
            bindings.Add((target, expressions.Expression()));
            if (!tokens.SkipOperator(","))
                break;
        }

        return new(line, bindings, BodyAndEnd("with"));
    }
}
