namespace Magistral.Contracts.Specs;

/// <summary>
/// What the columns of a file of problems or examples are called. A row has a prompt or messages, and an answer or tests. Where it has both, messages and
/// tests count, unless only the other one was given a name.
/// </summary>
[GenerateSerializer, Immutable, Alias("magistral.column-spec")]
public sealed record ColumnSpec
{
    /// <summary>Column of the text that is asked.</summary>
    [Id(0), Setting("Column of the text that is asked.", NotEmpty = true)]
    public string Prompt { get; init; } = "prompt";

    /// <summary>Column of a conversation, a list of role and content, in place of the prompt; in a supervised stage its last message is what is learnt.</summary>
    [Id(1), Setting("Column of a conversation, a list of role and content, in place of the prompt; in a supervised stage its last message is what is learnt.", NotEmpty = true)]
    public string Messages { get; init; } = "messages";

    /// <summary>Column of the right answer; in a supervised stage of the completion that is learnt.</summary>
    [Id(2), Setting("Column of the right answer; in a supervised stage of the completion that is learnt.", NotEmpty = true)]
    public string Answer { get; init; } = "answer";

    /// <summary>Column of a program's tests, in place of the answer: pairs of stdin and stdout, or test code.</summary>
    [Id(3), Setting("Column of a program's tests, in place of the answer: pairs of stdin and stdout, or test code.", NotEmpty = true)]
    public string Tests { get; init; } = "tests";
}
