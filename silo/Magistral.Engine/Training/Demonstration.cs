namespace Magistral.Engine.Training;

/// <summary>A prompt and the completion a teacher wrote.</summary>
/// <param name="PromptTokens">At least one token; no loss on them.</param>
/// <param name="CompletionTokens">At least one token, the end-of-text token included.</param>
public sealed record Demonstration(int[] PromptTokens, int[] CompletionTokens);
