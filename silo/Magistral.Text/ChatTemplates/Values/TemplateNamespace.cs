namespace Magistral.Text.ChatTemplates.Values;

/// <summary>What `namespace()` makes: the one thing whose attributes a template can set.</summary>
internal sealed class TemplateNamespace
{
    public Dictionary<string, object?> Attributes { get; } = [];
}
