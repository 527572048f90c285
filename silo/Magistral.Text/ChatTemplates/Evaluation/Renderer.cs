using System.Text;
using Magistral.Text.ChatTemplates.Syntax;
using Magistral.Text.ChatTemplates.Values;
using Attribute = Magistral.Text.ChatTemplates.Syntax.Attribute;

namespace Magistral.Text.ChatTemplates.Evaluation;

/// <summary>Runs the statements of a template. One rendering, one thread.</summary>
internal sealed class Renderer(Evaluator evaluator)
{
    private readonly StringBuilder main = new();
    private StringBuilder? captured;

    /// <summary>What was rendered so far.</summary>
    public string Text => main.ToString();

    private StringBuilder Output => captured ?? main;

    public Jump Run(IReadOnlyList<Statement> statements, Scope scope)
    {
        Budget.Deeper();
        foreach (var statement in statements)
            if (Run(statement, scope) is var jump and not Jump.None)
                return jump;
        return Jump.None;
    }

    private Jump Run(Statement statement, Scope scope)
    {
        evaluator.Budget.Spend();
        evaluator.Line = statement.Line;
        switch (statement)
        {
            case TextOutput text:
                Write(text.Text);
                break;
            case ValueOutput output:
                Write(PythonText.Of(evaluator.Evaluate(output.Value, scope)));
                break;
            case If branches:
                var chosen = branches.Branches.FirstOrDefault(branch => Comparing.IsTrue(evaluator.Evaluate(branch.Condition, scope))).Body ?? branches.Otherwise;
                return Run(chosen, scope);
            case For loop:
                RunLoop(loop, evaluator.Evaluate(loop.Items, scope), scope, depth: 0);
                break;
            case Set set:
                Assign(set.Target, evaluator.Evaluate(set.Value, scope), scope);
                break;
            case SetBlock block:
                Assign(block.Target, Filtered(block.Filters, Capture(block.Body, new(scope)), scope), scope);
                break;
            case MacroDefinition macro:
                scope[macro.Name] = MacroOf(macro, scope);
                break;
            case CallBlock call:
                Write(PythonText.Of(evaluator.CallValue(call.Call, scope, ("caller", MacroOf(call.Caller, scope)))));
                break;
            case FilterBlock block:
                Write(PythonText.Of(Filtered(block.Filters, Capture(block.Body, new(scope)), scope)));
                break;
            case With with:
                var inner = new Scope(scope);
                foreach (var (target, value) in with.Bindings)
                    Assign(target, evaluator.Evaluate(value, scope), inner);
                return Run(with.Body, inner);
            case GenerationBlock generation:
                return Run(generation.Body, new(scope));
            default:
                return statement is Break ? Jump.Break : Jump.Continue;
        }

        return Jump.None;
    }

    private void RunLoop(For loop, object? iterated, Scope outer, int depth)
    {
        var items = Sequences.ItemsOf(iterated);
        evaluator.Budget.Spend(items.Count);
        if (loop.Condition is { } condition)
            items = [.. items.Where(item =>
            {
                var scope = new Scope(outer);
                Assign(loop.Target, item, scope);
                return Comparing.IsTrue(evaluator.Evaluate(condition, scope));
            })];
        var state = new Loop(items, depth, loop.Recursive ? inner => CaptureLoop(loop, inner, outer, depth + 1) : null);
        for (var index = 0; index < items.Count; index++)
        {
            evaluator.Budget.Spend();
            state.Index = index;
            var scope = new Scope(outer) { ["loop"] = state };
            Assign(loop.Target, items[index], scope);
            if (Run(loop.Body, scope) == Jump.Break)
                break;
        }

        if (items.Count == 0)
            Run(loop.Otherwise, new(outer));
    }

    private string CaptureLoop(For loop, object? iterated, Scope outer, int depth) => Capture(() => RunLoop(loop, iterated, outer, depth));

    private TemplateFunction MacroOf(MacroDefinition macro, Scope definedIn) => new($"the macro {macro.Name}", arguments =>
    {
        Budget.Deeper();
        var scope = new Scope(definedIn);
        foreach (var (name, otherwise) in macro.Parameters)
            scope[name] = arguments.TryTake(name, out var value) ? value
                : otherwise is null ? new Undefined($"parameter '{name}' was not provided") : evaluator.Evaluate(otherwise, scope);
        // a call block hands over what it holds by this name
        if (macro.Parameters.All(parameter => parameter.Name != "caller"))
            scope["caller"] = arguments.TryTakeNamed("caller", out var caller) ? caller : new Undefined("no caller is defined");
        if (macro.ReadsVarargs)
            scope["varargs"] = new TemplateList(arguments.TakeRest(), isTuple: true);
        if (macro.ReadsKwargs)
            scope["kwargs"] = arguments.TakeRestNamed();
        arguments.End();
        return Capture(macro.Body, scope);
    });

    private string Capture(IReadOnlyList<Statement> body, Scope scope) => Capture(() => Run(body, scope));

    private string Capture(Action run)
    {
        var before = captured;
        var text = captured = new StringBuilder();
        run();
        captured = before;
        return text.ToString();
    }

    private object? Filtered(IReadOnlyList<Syntax.Filter> filters, object? value, Scope scope) =>
        filters.Aggregate(value, (filtered, filter) => evaluator.ApplyFilter(filter, filtered, scope));

    private static void Assign(Expression target, object? value, Scope scope)
    {
        switch (target)
        {
            case Name name:
                scope[name.Text] = value;
                break;
            case Attribute { Target: Name owner } attribute:
                if (!scope.TryGet(owner.Text, out var found) || found is not TemplateNamespace values)
                    throw new TemplateFault($"the attribute {attribute.Text} of {owner.Text} cannot be set", "make it with namespace()");
                values.Attributes[attribute.Text] = value;
                break;
            case ListLiteral names:
                Faults.IfUndefined(value);
                var items = Sequences.ItemsOf(value);
                if (items.Count != names.Items.Count)
                    throw new TemplateFault($"{items.Count} values are given to {names.Items.Count} names");
                foreach (var (name, item) in names.Items.Zip(items))
                    Assign(name, item, scope);
                break;
            default:
                throw new TemplateFault("this cannot be assigned");
        }
    }

    private void Write(string text)
    {
        evaluator.Budget.Spend((long)Output.Length + text.Length > Budget.MaxCharacters ? long.MaxValue / 2 : text.Length);
        Output.Append(text);
    }
}
