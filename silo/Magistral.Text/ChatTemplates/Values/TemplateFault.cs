using Magistral.Text.ChatTemplates.Syntax;

namespace Magistral.Text.ChatTemplates.Values;

/// <summary>An operation of a template failed; the renderer adds the line and makes a <see cref="ChatTemplateException"/> of it.</summary>
internal sealed class TemplateFault(string what, string remedy = "correct the template, or what it is given") : Exception(what)
{
    public string What { get; } = what;

    public string Remedy { get; } = remedy;
}
