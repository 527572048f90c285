using Magistral.Text.ChatTemplates.Library;
using Magistral.Text.ChatTemplates.Syntax;
using Magistral.Text.ChatTemplates.Values;
using Attribute = Magistral.Text.ChatTemplates.Syntax.Attribute;

namespace Magistral.Text.ChatTemplates.Evaluation;

/// <summary>Computes expressions. One rendering, one thread.</summary>
internal sealed class Evaluator(Budget budget)
{
    public Budget Budget { get; } = budget;

    /// <summary>The line of what is computed, for errors.</summary>
    public int Line { get; set; } = 1;

    public object? Evaluate(Expression expression, Scope scope)
    {
        Budget.Spend();
        Budget.Deeper();
        Line = expression.Line;
        return expression switch
        {
            Constant constant => constant.Value,
            Name name => scope.TryGet(name.Text, out var value) ? value : new Undefined($"'{name.Text}' is undefined"),
            Attribute attribute => Members.Attribute(Evaluate(attribute.Target, scope), attribute.Text, Budget),
            Item { Index: Slice slice } item => Sliced(item, slice, scope),
            Item item => Members.Item(Evaluate(item.Target, scope), Evaluate(item.Index, scope), Budget),
            Syntax.Call call => CallValue(call, scope),
            Syntax.Filter filter => ApplyFilter(filter, Evaluate(filter.Target!, scope), scope),
            Test test => Tests.Apply(test.Text, Evaluate(test.Target, scope), ArgumentsOf($"the test {test.Text}", test.Arguments, scope), Budget),
            Conditional conditional => Comparing.IsTrue(Evaluate(conditional.Condition, scope)) ? Evaluate(conditional.Then, scope)
                : conditional.Otherwise is { } otherwise ? Evaluate(otherwise, scope) : new Undefined("the condition of an inline if is false, and it has no else"),
            Unary unary => ApplyUnary(unary, scope),
            Binary binary => ApplyBinary(binary, scope),
            Comparison comparison => Compare(comparison, scope),
            Concatenation concatenation => Concatenate(concatenation, scope),
            ListLiteral list => new TemplateList([.. list.Items.Select(item => Evaluate(item, scope))], list.IsTuple),
            MappingLiteral mapping => Mapping(mapping, scope),
            _ => throw new TemplateFault("a slice stands outside of an index"),
        };
    }

    public object? ApplyFilter(Syntax.Filter filter, object? value, Scope scope)
    {
        var arguments = ArgumentsOf($"the filter {filter.Text}", filter.Arguments, scope);
        Line = filter.Line;
        return Filters.Apply(filter.Text, value, arguments, Budget);
    }

    public Arguments ArgumentsOf(string callee, CallArguments arguments, Scope scope, params ReadOnlySpan<(string Name, object? Value)> further)
    {
        var positional = arguments.Positional.Select(argument => Evaluate(argument, scope)).ToList();
        if (arguments.Items is { } items)
            positional.AddRange(Spread(Evaluate(items, scope)));
        var named = new Dictionary<string, object?>();
        foreach (var (name, value) in arguments.Named)
            Add(name, Evaluate(value, scope));
        if (arguments.Mapping is { } mapping)
            foreach (var (name, value) in SpreadMapping(callee, Evaluate(mapping, scope)))
                Add(name, value);
        foreach (var (name, value) in further)
            Add(name, value);
        return new(callee, positional, named);

        void Add(string name, object? value)
        {
            if (!named.TryAdd(name, value))
                throw new TemplateFault($"{callee} has the argument {name} twice");
        }
    }

    public object? CallValue(Syntax.Call call, Scope scope, params ReadOnlySpan<(string Name, object? Value)> further)
    {
        var target = Evaluate(call.Target, scope);
        Line = call.Line;
        Faults.IfUndefined(target);
        var function = target as TemplateFunction ?? (target as Loop)?.Recursion ?? throw new TemplateFault($"{Faults.TypeOf(target)} cannot be called");
        var arguments = ArgumentsOf(function.Name, call.Arguments, scope, further);
        Line = call.Line;
        return function.Call(arguments);
    }

    private IReadOnlyList<object?> Spread(object? value)
    {
        var items = Sequences.ItemsOf(value);
        Budget.Spend(items.Count);
        return items;
    }

    private IEnumerable<(string Name, object? Value)> SpreadMapping(string callee, object? value)
    {
        if (value is not TemplateMapping mapping)
            throw new TemplateFault($"{callee} has {Faults.TypeOf(value)} after **, not a mapping");
        Budget.Spend(mapping.Items.Count);
        return mapping.Items.Select(item => (item.Key as string ?? throw new TemplateFault($"{callee} has {Faults.TypeOf(item.Key)} as the name of an argument"), item.Value));
    }

    private object Sliced(Item item, Slice slice, Scope scope)
    {
        var target = Evaluate(item.Target, scope);
        return Sequences.Slice(target, Bound(slice.Start), Bound(slice.Stop), Bound(slice.Step), Budget);

        long? Bound(Expression? bound) => bound is null ? null : Evaluate(bound, scope) switch
        {
            null => null,
            long number => number,
            bool flag => flag ? 1 : 0,
            var other => throw new TemplateFault($"a slice has {Faults.TypeOf(other)} as a bound"),
        };
    }

    private object? ApplyUnary(Unary unary, Scope scope)
    {
        var value = Evaluate(unary.Operand, scope);
        Line = unary.Line;
        return unary.Operator switch
        {
            "not" => !Comparing.IsTrue(value),
            "-" => Arithmetic.Negate(value),
            _ => Comparing.IsNumber(value) ? value : throw new TemplateFault($"+ is not possible before {Faults.TypeOf(value)}"),
        };
    }

    private object? ApplyBinary(Binary binary, Scope scope)
    {
        var left = Evaluate(binary.Left, scope);
        if (binary.Operator is "and" or "or")
            return Comparing.IsTrue(left) == (binary.Operator == "and") ? Evaluate(binary.Right, scope) : left;
        var right = Evaluate(binary.Right, scope);
        Line = binary.Line;
        return Arithmetic.Apply(binary.Operator, left, right, Budget);
    }

    private bool Compare(Comparison comparison, Scope scope)
    {
        var left = Evaluate(comparison.First, scope);
        foreach (var (op, operand) in comparison.Rest)
        {
            var right = Evaluate(operand, scope);
            Line = comparison.Line;
            if (!Holds(op, left, right))
                return false;
            left = right;
        }

        return true;
    }

    private bool Holds(string op, object? left, object? right) => op switch
    {
        "==" => Comparing.AreEqual(left, right),
        "!=" => !Comparing.AreEqual(left, right),
        "in" => Sequences.Contains(right, left, Budget),
        "not in" => !Sequences.Contains(right, left, Budget),
        "<" => Comparing.Compare(left, right) < 0,
        "<=" => Comparing.Compare(left, right) <= 0,
        ">" => Comparing.Compare(left, right) > 0,
        _ => Comparing.Compare(left, right) >= 0,
    };

    private string Concatenate(Concatenation concatenation, Scope scope)
    {
        var parts = concatenation.Items.Select(item => PythonText.Of(Evaluate(item, scope))).ToList();
        Budget.Spend(parts.Sum(part => (long)part.Length));
        return string.Concat(parts);
    }

    private TemplateMapping Mapping(MappingLiteral literal, Scope scope)
    {
        var mapping = new TemplateMapping();
        foreach (var (key, value) in literal.Items)
            mapping.Set(Evaluate(key, scope), Evaluate(value, scope));
        return mapping;
    }
}
