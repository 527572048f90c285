using System.Text.Json;
using Magistral.Text.ChatTemplates.Evaluation;
using Magistral.Text.ChatTemplates.Library;
using Magistral.Text.ChatTemplates.Syntax;
using Magistral.Text.ChatTemplates.Values;

namespace Magistral.Text.ChatTemplates;

/// <summary>A chat template: turns a conversation into the text a model was trained on.</summary>
/// <remarks>
/// The subset of Jinja 3.1 that templates of models use, rendered as transformers renders it (trim_blocks, lstrip_blocks, loop controls, its own tojson,
/// values that cannot be changed). It reaches nothing but what it is given; steps, nesting and output are bounded. Immutable and thread-safe.
/// </remarks>
public sealed class ChatTemplate
{
    private readonly IReadOnlyList<Statement> statements;

    private ChatTemplate(IReadOnlyList<Statement> statements) => this.statements = statements;

    /// <summary>Reads a template.</summary>
    /// <param name="template">Its text.</param>
    /// <exception cref="ChatTemplateException">It is not well formed, or uses a construct this engine does not know.</exception>
    public static ChatTemplate Parse(string template)
    {
        ArgumentNullException.ThrowIfNull(template);
        return new(TemplateParser.Parse(template));
    }

    /// <summary>Renders the template.</summary>
    /// <param name="variables">What it can see, each as JSON: `messages`, `add_generation_prompt`, `tools`, `bos_token` and so on.</param>
    /// <param name="time">The clock, for templates that write the date.</param>
    /// <exception cref="ChatTemplateException">The template refuses the conversation, uses what this engine does not know, or takes too long.</exception>
    public string Render(IReadOnlyDictionary<string, JsonElement> variables, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(variables);
        ArgumentNullException.ThrowIfNull(time);
        var evaluator = new Evaluator(new Budget());
        var renderer = new Renderer(evaluator);
        var scope = new Scope(Globals.Create(time));
        foreach (var (name, value) in variables)
            scope[name] = JsonReading.Read(value);
        try
        {
            renderer.Run(statements, scope);
        }
        catch (TemplateFault fault)
        {
            throw new ChatTemplateException(evaluator.Line, fault.What, fault.Remedy);
        }

        return renderer.Text;
    }
}
