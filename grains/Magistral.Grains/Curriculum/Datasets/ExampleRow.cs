using Magistral.Contracts.Specs;

namespace Magistral.Grains.Curriculum.Datasets;

/// <summary>Reads rows of a supervised stage.</summary>
public static class ExampleRow
{
    /// <summary>What a row asks and what shall be learnt as the answer: column <c>answer</c>, else the last message of the conversation.</summary>
    /// <exception cref="DatasetException">The row has no such columns, or they are not of that form.</exception>
    public static TeacherTrace Read(DatasetRow row, ColumnSpec columns)
    {
        var asked = AskedText.Of(row, columns);
        if (row.Find(columns.Answer) is { } answer)
            return new(asked.Prompt, AskedText.Text(row, columns.Answer, answer)) { Messages = asked.Messages };
        if (asked.Messages is not [.., { Role: "assistant" } last] messages)
            throw row.Fault($"it has no column '{columns.Answer}'", asked.Messages is null
                ? $"name its columns under problems.columns; it has {AskedText.Names(row)}" : "let the conversation end with what the assistant says, or give it an answer");
        var before = messages.Take(messages.Count - 1).ToList();
        var question = before.LastOrDefault(message => message.Role == "user") ?? throw row.Fault("nobody asks anything before the last message", "begin the conversation with what the user says");
        return new(question.Content, last.Content) { Messages = before };
    }
}
