using Magistral.Contracts;

namespace Magistral.Text.ChatTemplates.Syntax;

/// <summary>A chat template cannot be read or rendered.</summary>
/// <param name="line">The line of the template, from 1.</param>
/// <param name="what">What is wrong there.</param>
/// <param name="remedy">What to do about it.</param>
public sealed class ChatTemplateException(int line, string what, string remedy) : MagistralException($"chat template, line {line}: {what}", remedy)
{
    /// <summary>The line of the template, from 1.</summary>
    public int Line { get; } = line;
}
