namespace Magistral.Text.Tokenizers;

/// <summary>The texts that frame thoughts and answer, a token each wherever the project makes a tokenizer.</summary>
public static class AnswerMarkers
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = ["<think>", "</think>", "\\boxed{"];
}
