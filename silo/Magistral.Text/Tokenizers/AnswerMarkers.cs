namespace Magistral.Text.Tokenizers;

/// <summary>The texts that frame thoughts and answer, a token each wherever the project makes a tokenizer.</summary>
public static class AnswerMarkers
{
    /// <summary>The markers of reasoning and final answer, as literal text.</summary>
    public static IReadOnlyList<string> All { get; } = ["<think>", "</think>", "\\boxed{"];
}
