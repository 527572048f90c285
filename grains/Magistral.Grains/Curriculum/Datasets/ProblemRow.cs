using Magistral.Method.Verification;
using System.Text.Json;
using Magistral.Contracts.Curriculum;
using Magistral.Contracts.Specs;
using Magistral.Verifiers.Mathematics;

namespace Magistral.Grains.Curriculum.Datasets;

/// <summary>Reads rows of a file of problems.</summary>
public static class ProblemRow
{
    private static readonly JsonSerializerOptions Spelling = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>The problem of a row: a program where it has tests, else mathematics.</summary>
    /// <param name="row">The row.</param>
    /// <param name="stage">Its stage.</param>
    /// <param name="stageIndex">Index of that among the RL stages.</param>
    /// <exception cref="DatasetException">The row has no such columns, or they are not of that form.</exception>
    public static Problem Read(DatasetRow row, StageSpec stage, int stageIndex)
    {
        var columns = stage.Problems.Columns;
        var asked = AskedText.Of(row, columns);
        if (asked.Messages is [.., { Role: "assistant" }])
            throw row.Fault($"column '{columns.Messages}' ends with what the assistant says", "let it end with what is asked");
        var (task, reference) = row.Find(columns.Tests) is { } tests && !(columns.PrefersAnswer() && row.Find(columns.Answer) is not null)
            ? (TaskKind.Code, JsonSerializer.Serialize(TestsColumn.Read(row, columns.Tests, tests), Spelling))
            : (TaskKind.Math, Answer(row, columns));
        return new(row.Place, stageIndex, stage.Name, task, asked.Prompt, reference, stage.LMax, stage.LCache) { Messages = asked.Messages };
    }

    /// <summary>Whether the answer of a problem can be compared with others; reading alone does not find out, since that takes its time.</summary>
    /// <exception cref="DatasetException">It cannot.</exception>
    public static void Check(DatasetRow row, Problem problem)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(problem);
        if (problem.Task == TaskKind.Math && MathVerifier.Verify(problem.Reference, problem.Reference) != MathVerdict.Correct)
            throw row.Fault($"the answer '{Shorten(problem.Reference)}' cannot be read as mathematics", "write a number or formula, or leave the row out");
    }

    private static string Answer(DatasetRow row, ColumnSpec columns) => row.Find(columns.Answer) is { } answer
        ? AskedText.Text(row, columns.Answer, answer)
        : throw row.Fault($"it has no column '{columns.Answer}' and no '{columns.Tests}'", $"name its columns under problems.columns; it has {AskedText.Names(row)}");

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
