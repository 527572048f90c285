namespace Magistral.Text.ChatTemplates.Values;

/// <summary>What is not there: empty as a text and as a list, an error in everything else.</summary>
/// <param name="description">What was looked for, as errors say it.</param>
internal sealed class Undefined(string description)
{
    public string Description { get; } = description;
}
