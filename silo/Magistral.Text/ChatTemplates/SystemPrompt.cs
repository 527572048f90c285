namespace Magistral.Text.ChatTemplates;

/// <summary>The method's system prompt (arXiv 2506.10910 §2.2 asks for the same): thoughts first, then an answer that stands alone, in the user's language.</summary>
public static class SystemPrompt
{
    /// <summary>For problems whose answer is graded in `\boxed{}`.</summary>
    public const string Mathematics = Thinking + """
         The final answer stands in \boxed{}.
        """;

    /// <summary>For problems whose program is graded.</summary>
    public const string Code = Thinking + """
         The whole program stands in one fenced block that names its language, such as ```python.
        """;

    /// <summary>For conversations without a graded answer.</summary>
    public const string Thinking = """
        Before you answer, think the problem through between <think> and </think>, at whatever length helps: write it down as it comes, try ideas, doubt them, check each step. After </think>, give a clear summary that a reader understands without the thoughts: how the result follows, and the result. Think and answer in the language of the user.
        """;

    /// <summary>A conversation that begins with a system prompt.</summary>
    /// <param name="prompt">One of this class, or another.</param>
    /// <param name="problem">What the user asks.</param>
    public static IReadOnlyList<ChatMessage> Conversation(string prompt, string problem) => [new("system", prompt), new("user", problem)];
}
