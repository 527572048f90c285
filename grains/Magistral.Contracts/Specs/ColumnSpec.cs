namespace Magistral.Contracts.Specs;

/// <summary>
/// What the columns of a file of problems or examples are called. A row has a prompt or messages, and an answer or tests. Where it has both, messages and
/// tests count, unless only the other one was given a name.
/// </summary>
[GenerateSerializer, Immutable, Alias("magistral.column-spec")]
public sealed record ColumnSpec
{
    /// <summary>Column of the prompt text.</summary>
    [Id(0), Setting(NotEmpty = true)]
    public string Prompt { get; init; } = "prompt";

    /// <summary>Column of a conversation (a list of role and content) used instead of the prompt; in a supervised stage its last message is the target completion.</summary>
    [Id(1), Setting(NotEmpty = true)]
    public string Messages { get; init; } = "messages";

    /// <summary>Column of the reference answer; in a supervised stage, of the target completion.</summary>
    [Id(2), Setting(NotEmpty = true)]
    public string Answer { get; init; } = "answer";

    /// <summary>Column of a program's tests, used instead of the answer: pairs of stdin and stdout, or test code.</summary>
    [Id(3), Setting(NotEmpty = true)]
    public string Tests { get; init; } = "tests";
}
