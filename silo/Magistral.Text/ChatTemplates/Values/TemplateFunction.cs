namespace Magistral.Text.ChatTemplates.Values;

/// <summary>Something a template can call.</summary>
/// <param name="name">Its name, for errors.</param>
/// <param name="call">What it does.</param>
internal sealed class TemplateFunction(string name, Func<Arguments, object?> call)
{
    public string Name { get; } = name;

    public object? Call(Arguments arguments) => call(arguments);
}
