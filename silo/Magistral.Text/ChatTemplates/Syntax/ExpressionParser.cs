using System.Globalization;

namespace Magistral.Text.ChatTemplates.Syntax;

/// <summary>Reads expressions, with the precedences of Jinja 3.1.</summary>
internal sealed class ExpressionParser(TokenReader tokens)
{
    private static readonly string[] Comparisons = ["==", "!=", "<", "<=", ">", ">="];

    /// <summary>The names that were read so far; a macro is told by them what it wants beside its parameters.</summary>
    public HashSet<string> NamesRead { get; set; } = [];

    /// <summary>An expression; without conditions where an `if` after it means something else.</summary>
    public Expression Expression(bool withConditional = true) => tokens.Nested(() => withConditional ? Conditional() : Or());

    /// <summary>One expression, or several with commas between, which make a tuple.</summary>
    public Expression Tuple(bool withConditional = true)
    {
        var (line, items, comma) = (tokens.Current.Line, new List<Expression>(), false);
        while (!EndsTuple())
        {
            items.Add(Expression(withConditional));
            if (!tokens.SkipOperator(","))
                break;
            comma = true;
        }

        if (items.Count == 0)
            throw tokens.Fault($"'{tokens.Current.Shown}' stands where a value is expected", "correct the expression");
        return comma ? new ListLiteral(line, items, IsTuple: true) : items[0];
    }

    /// <summary>What is assigned: a name, an attribute of a namespace, or several names.</summary>
    public Expression Target(bool withAttribute)
    {
        var (line, items, comma) = (tokens.Current.Line, new List<Expression>(), false);
        do
        {
            if (items.Count > 0 && !(tokens.Current.Kind == TokenKind.Name || tokens.IsOperator("(")))
                break;
            items.Add(OneTarget(withAttribute));
            comma |= tokens.IsOperator(",");
        }
        while (tokens.SkipOperator(","));
        return comma ? new ListLiteral(line, items, IsTuple: true) : items[0];
    }

    /// <summary>Arguments in brackets.</summary>
    public CallArguments Arguments()
    {
        tokens.Expect(TokenKind.Operator, "(");
        var (positional, named) = (new List<Expression>(), new List<(string, Expression)>());
        var (items, mapping) = ((Expression?)null, (Expression?)null);
        while (!tokens.IsOperator(")"))
        {
            if (mapping is not null)
                throw tokens.Fault("an argument follows one with **", "put it before");
            if (tokens.IsOperator("*") && items is not null)
                throw tokens.Fault("a second argument has *", "join the two lists with +");
            if (tokens.SkipOperator("*"))
                items = Expression();
            else if (tokens.SkipOperator("**"))
                mapping = Expression();
            else if (tokens.Current.Kind == TokenKind.Name && tokens.Ahead.Is(TokenKind.Operator, "="))
            {
                var name = tokens.Next().Text;
                tokens.Next();
                named.Add((name, Expression()));
            }
            else if (named.Count > 0 || items is not null)
                throw tokens.Fault($"an argument without a name follows one with {(items is null ? "a name" : "*")}", "put it before");
            else
                positional.Add(Expression());

            if (!tokens.SkipOperator(","))
                break;
        }

        tokens.Expect(TokenKind.Operator, ")");
        return new(positional, named, items, mapping);
    }

    /// <summary>A filter after its bar; its target is null where the bar follows none.</summary>
    public Filter Filter(Expression? target)
    {
        var (line, name) = (tokens.Current.Line, DottedName());
        return new(line, target, name, tokens.IsOperator("(") ? Arguments() : CallArguments.None);
    }

    private Expression OneTarget(bool withAttribute)
    {
        var line = tokens.Current.Line;
        if (tokens.SkipOperator("("))
        {
            var inner = Target(withAttribute: false);
            tokens.Expect(TokenKind.Operator, ")");
            return inner;
        }

        var name = new Name(line, tokens.ExpectName());
        if (name.Text is "true" or "false" or "none" or "True" or "False" or "None")
            throw tokens.Fault($"{name.Text} cannot be assigned", "choose another name");
        return withAttribute && tokens.SkipOperator(".") ? new Attribute(line, name, tokens.ExpectName()) : name;
    }

    private bool EndsTuple() =>
        tokens.Current.Kind is TokenKind.BlockEnd or TokenKind.VariableEnd or TokenKind.End || tokens.IsOperator(")") || tokens.IsName("recursive");

    private Expression Conditional()
    {
        var then = Or();
        while (tokens.Current is { Kind: TokenKind.Name, Text: "if", Line: var line })
        {
            tokens.Next();
            var condition = Or();
            then = new Conditional(line, condition, then, tokens.SkipName("else") ? Expression() : null);
        }

        return then;
    }

    private Expression Or()
    {
        var left = And();
        while (tokens.Current is { Kind: TokenKind.Name, Text: "or", Line: var line })
        {
            tokens.Next();
            left = new Binary(line, "or", left, And());
        }

        return left;
    }

    private Expression And()
    {
        var left = Not();
        while (tokens.Current is { Kind: TokenKind.Name, Text: "and", Line: var line })
        {
            tokens.Next();
            left = new Binary(line, "and", left, Not());
        }

        return left;
    }

    private Expression Not()
    {
        var line = tokens.Current.Line;
        return tokens.SkipName("not") ? new Unary(line, "not", tokens.Nested(Not)) : Compare();
    }

    private Expression Compare()
    {
        var (first, rest) = (Sum(), new List<(string, Expression)>());
        while (true)
        {
            if (tokens.Current.Kind == TokenKind.Operator && Comparisons.Contains(tokens.Current.Text))
                rest.Add((tokens.Next().Text, Sum()));
            else if (tokens.SkipName("in"))
                rest.Add(("in", Sum()));
            else if (tokens.IsName("not") && tokens.Ahead.Is(TokenKind.Name, "in"))
            {
                tokens.Next();
                tokens.Next();
                rest.Add(("not in", Sum()));
            }
            else
                return rest.Count == 0 ? first : new Comparison(first.Line, first, rest);
        }
    }

    private Expression Sum() => LeftToRight(Concatenation, "+", "-");

    private Expression Concatenation()
    {
        var items = new List<Expression> { Product() };
        while (tokens.SkipOperator("~"))
            items.Add(Product());
        return items.Count == 1 ? items[0] : new Concatenation(items[0].Line, items);
    }

    private Expression Product() => LeftToRight(Power, "*", "/", "//", "%");

    private Expression Power() => LeftToRight(() => Unary(withFilter: true), "**");

    private Expression LeftToRight(Func<Expression> operand, params string[] operators)
    {
        var left = operand();
        while (tokens.Current.Kind == TokenKind.Operator && operators.Contains(tokens.Current.Text))
        {
            var (line, text) = (tokens.Current.Line, tokens.Next().Text);
            left = new Binary(line, text, left, operand());
        }

        return left;
    }

    private Expression Unary(bool withFilter)
    {
        var line = tokens.Current.Line;
        var node = tokens.SkipOperator("-") ? new Unary(line, "-", tokens.Nested(() => Unary(withFilter: false)))
            : tokens.SkipOperator("+") ? new Unary(line, "+", tokens.Nested(() => Unary(withFilter: false)))
            : Primary();
        node = Postfix(node);
        return withFilter ? FiltersAndTests(node) : node;
    }

    private Expression Postfix(Expression node)
    {
        while (true)
        {
            var line = tokens.Current.Line;
            if (tokens.SkipOperator("."))
                node = tokens.Current.Kind == TokenKind.Integer ? new Item(line, node, Number()) : new Attribute(line, node, tokens.ExpectName());
            else if (tokens.SkipOperator("["))
                node = new Item(line, node, Subscript());
            else if (tokens.IsOperator("("))
                node = new Call(line, node, Arguments());
            else
                return node;
        }
    }

    private Expression Subscript()
    {
        var (line, items, comma) = (tokens.Current.Line, new List<Expression>(), false);
        while (!tokens.IsOperator("]"))
        {
            items.Add(OneSubscript());
            if (!tokens.SkipOperator(","))
                break;
            comma = true;
        }

        tokens.Expect(TokenKind.Operator, "]");
        return items.Count == 0 ? throw tokens.Fault("[] holds no index", "write one") : comma ? new ListLiteral(line, items, IsTuple: true) : items[0];
    }

    private Expression OneSubscript()
    {
        var line = tokens.Current.Line;
        var start = tokens.IsOperator(":") ? null : Expression();
        if (!tokens.SkipOperator(":"))
            return start!;
        var stop = Bound();
        return new Slice(line, start, stop, tokens.SkipOperator(":") ? Bound() : null);

        Expression? Bound() => tokens.IsOperator(":") || tokens.IsOperator("]") || tokens.IsOperator(",") ? null : Expression();
    }

    private Expression FiltersAndTests(Expression node)
    {
        while (true)
        {
            var line = tokens.Current.Line;
            if (tokens.SkipOperator("|"))
                node = Filter(node);
            else if (tokens.SkipName("is"))
                node = Test(line, node);
            else if (tokens.IsOperator("("))
                node = new Call(line, node, Arguments());
            else
                return node;
        }
    }

    private Expression Test(int line, Expression node)
    {
        var negated = tokens.SkipName("not");
        var name = DottedName();
        var arguments = CallArguments.None;
        if (tokens.IsOperator("("))
            arguments = Arguments();
        else if (tokens.Current.Kind is TokenKind.String or TokenKind.Integer or TokenKind.Float || tokens.IsOperator("[") || tokens.IsOperator("{")
            || tokens.Current.Kind == TokenKind.Name && tokens.Current.Text is not ("else" or "or" or "and" or "is" or "if" or "in" or "not"))
            arguments = new([Postfix(Primary())], []);
        Expression test = new Test(line, node, name, arguments);
        return negated ? new Unary(line, "not", test) : test;
    }

    private string DottedName()
    {
        var name = tokens.ExpectName();
        while (tokens.SkipOperator("."))
            name += "." + tokens.ExpectName();
        return name;
    }

    private Expression Primary()
    {
        var token = tokens.Current;
        switch (token.Kind)
        {
            case TokenKind.Name:
                tokens.Next();
                return token.Text switch
                {
                    "true" or "True" => new Constant(token.Line, true),
                    "false" or "False" => new Constant(token.Line, false),
                    "none" or "None" => new Constant(token.Line, null),
                    _ => ReadName(token),
                };
            case TokenKind.String:
                var text = "";
                while (tokens.Current.Kind == TokenKind.String)
                    text += tokens.Next().Text;
                return new Constant(token.Line, text);
            case TokenKind.Integer:
                return Number();
            case TokenKind.Float:
                return new Constant(token.Line, double.Parse(tokens.Next().Text, CultureInfo.InvariantCulture));
            case TokenKind.Operator when token.Text == "(":
                return Parenthesis();
            case TokenKind.Operator when token.Text == "[":
                return new ListLiteral(token.Line, Items("]"), IsTuple: false);
            case TokenKind.Operator when token.Text == "{":
                return Mapping();
            default:
                throw tokens.Fault($"'{token.Shown}' stands where a value is expected", "correct the expression");
        }
    }

    private Name ReadName(Token token)
    {
        NamesRead.Add(token.Text);
        return new(token.Line, token.Text);
    }

    private Constant Number()
    {
        var token = tokens.Next();
        return long.TryParse(token.Text, CultureInfo.InvariantCulture, out var number)
            ? new(token.Line, number)
            : throw new ChatTemplateException(token.Line, $"the number {token.Text} is too large", "use one below 2^63");
    }

    private Expression Parenthesis()
    {
        var line = tokens.Current.Line;
        tokens.Next();
        var inner = tokens.IsOperator(")") ? new ListLiteral(line, [], IsTuple: true) : Tuple();
        tokens.Expect(TokenKind.Operator, ")");
        return inner;
    }

    private List<Expression> Items(string close)
    {
        tokens.Next();
        var items = new List<Expression>();
        while (!tokens.IsOperator(close))
        {
            items.Add(Expression());
            if (!tokens.SkipOperator(","))
                break;
        }

        tokens.Expect(TokenKind.Operator, close);
        return items;
    }

    private MappingLiteral Mapping()
    {
        var (line, items) = (tokens.Next().Line, new List<(Expression, Expression)>());
        while (!tokens.IsOperator("}"))
        {
            var key = Expression();
            tokens.Expect(TokenKind.Operator, ":");
            items.Add((key, Expression()));
            if (!tokens.SkipOperator(","))
                break;
        }

        tokens.Expect(TokenKind.Operator, "}");
        return new(line, items);
    }
}
