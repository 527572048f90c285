using Magistral.Contracts.Curriculum;

namespace Magistral.Cli.Generation;

/// <summary>Something to complete.</summary>
/// <param name="Text">What is asked.</param>
/// <param name="Messages">The conversation it is the end of, where there is one.</param>
/// <param name="MaxTokens">Most tokens of a completion, where it has a limit of its own.</param>
internal sealed record SampledPrompt(string Text, IReadOnlyList<PromptMessage>? Messages, int? MaxTokens);
