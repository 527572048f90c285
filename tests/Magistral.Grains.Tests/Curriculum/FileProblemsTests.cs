using Magistral.Method.Verification;
using System.Text.Json;
using CsCheck;
using Magistral.Contracts.Specs;
using Magistral.Grains.Curriculum.Datasets;
using Magistral.Grains.Curriculum.Problems;
using Magistral.Grains.Verification;
using Xunit;

namespace Magistral.Grains.Tests.Curriculum;

public sealed class FileProblemsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static StageSpec Stage(double heldOutShare = 0.3, string heldOutPath = "") =>
        new() { Name = "file", Problems = new() { Path = "rows", HeldOutShare = heldOutShare, HeldOutPath = heldOutPath } };

    [Fact]
    public Task Training_never_draws_what_is_held_out_and_goes_through_the_rest_in_epochs() => Gen.Select(Gen.Int[40, 200], Gen.Int[1, 60], Gen.Long).SampleAsync(async (rows, distinct, seed) =>
    {
        var source = await OpenAsync(Stage(0.5), [.. Enumerable.Range(0, rows).Select(row => Sum(row % (distinct + 20)))]);
        var heldOut = (await source.HeldOutAsync(seed, rows, Cancellation)).Select(problem => problem.Prompt).ToHashSet();
        var epoch = new List<string>();
        for (var group = 0; group < source.TrainingCount; group++)
            epoch.Add((await source.DrawTrainingAsync(seed, group, Cancellation)).Id);
        Assert.Equal(rows, source.TrainingCount + source.HeldOutCount);
        Assert.Equal(source.TrainingCount, epoch.Distinct().Count());
        Assert.DoesNotContain(epoch, id => heldOut.Contains(Prompt(int.Parse(id.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture) - 1, distinct + 20)));
    }, iter: 30);

    [Fact]
    public async Task What_a_held_out_file_asks_is_left_out_of_training()
    {
        var rows = new Rows { ["rows"] = [Sum(1), Sum(2), Sum(3)], ["apart"] = [Sum(2), Sum(9)] };
        var source = await FileProblems.OpenAsync(Stage(heldOutPath: "apart"), 0, rows, Cancellation);
        Assert.Equal((2, 2), (source.TrainingCount, source.HeldOutCount));
        Assert.Equal(["apart:1", "apart:2"], (await source.HeldOutAsync(1, 10, Cancellation)).Select(problem => problem.Id));
    }

    [Theory]
    [InlineData("question", "messages", "solution", "tests", "1+1=", TaskKind.Math)]
    [InlineData("prompt", "messages", "answer", "tests", "2+2=", TaskKind.Code)]
    [InlineData("question", "messages", "answer", "tests", "1+1=", TaskKind.Code)]
    [InlineData("question", "messages", "solution", "tests ", "1+1=", TaskKind.Math)]
    [InlineData("absent", "messages", "absent", "tests", "2+2=", TaskKind.Code)]
    public void A_column_that_was_named_goes_before_one_that_bears_the_usual_name(string prompt, string messages, string answer, string tests, string asked, TaskKind task)
    {
        var columns = new ColumnSpec { Prompt = prompt, Messages = messages, Answer = answer, Tests = tests };
        var stage = new StageSpec { Name = "own", Problems = new ProblemSpec { Path = "rows.jsonl", Columns = columns } };
        var row = Rows.Row("rows", 1, """{"question":"1+1=","solution":"2","answer":"2","messages":"[{\"role\":\"user\",\"content\":\"2+2=\"}]","tests":"assert f() == 2"}""");
        var problem = ProblemRow.Read(row, stage, 0);
        Assert.Equal((asked, task), (problem.Prompt, problem.Task));
    }

    [Fact]
    public void A_row_with_tests_asks_for_a_program_and_one_with_messages_for_a_conversation()
    {
        var stage = Stage();
        foreach (var tests in (string[])["""[{"stdin":"1","stdout":"2"}]""", """{"inputs":["1"],"outputs":["2"]}""", "\"[{\\\"input\\\":\\\"1\\\",\\\"output\\\":\\\"2\\\"}]\""])
        {
            var row = Rows.Row("rows", 1, $$"""{"messages":[{"role":"system","content":"s"},{"role":"user","content":"double it"}],"tests":{{tests}}}""");
            var problem = ProblemRow.Read(row, stage, 2);
            Assert.Equal((TaskKind.Code, 2, "double it", 2), (problem.Task, problem.Stage, problem.Prompt, problem.Messages!.Count));
            var test = Assert.Single(CodeReference.Read(problem.Reference).Tests!);
            Assert.Equal(("1", "2"), (test.Stdin, test.Stdout));
        }

        Assert.Equal("assert f(1) == 2", CodeReference.Read(ProblemRow.Read(Rows.Row("rows", 1, """{"prompt":"p","tests":"assert f(1) == 2"}"""), stage, 0).Reference).TestCode);
    }

    [Theory]
    [InlineData("""{"question":"1+1=","answer":"2"}""", "rows:2: it has no column 'prompt' and no 'messages'")]
    [InlineData("""{"prompt":"1+1="}""", "rows:2: it has no column 'answer' and no 'tests'")]
    [InlineData("""{"prompt":["1+1="],"answer":"2"}""", "rows:2: column 'prompt' is a list, not a text")]
    [InlineData("""{"prompt":" ","answer":"2"}""", "rows:2: column 'prompt' is empty")]
    [InlineData("""{"messages":[{"role":"user"}],"answer":"2"}""", "rows:2: messages[0] is not a message")]
    [InlineData("""{"messages":[{"role":"system","content":"s"}],"answer":"2"}""", "rows:2: nobody asks anything")]
    [InlineData("""{"prompt":"p","tests":[{"stdin":"1"}]}""", "rows:2: tests[0] has no stdout")]
    [InlineData("""{"prompt":"p","tests":"[{"}""", "rows:2: column 'tests' holds text that is not JSON")]
    public async Task A_row_that_cannot_be_used_is_named_with_its_number(string row, string fault)
    {
        var error = await Assert.ThrowsAsync<DatasetException>(() => OpenAsync(Stage(), [Sum(1), row, Sum(3)]));
        Assert.StartsWith(fault, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_of_several_faults_is_shown_and_the_others_are_counted()
    {
        var error = await Assert.ThrowsAsync<DatasetException>(() => OpenAsync(Stage(), ["{}", "{}", Sum(1), "{}"]));
        Assert.Contains("rows:1: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("(2 further rows are at fault)", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.0, "none of the 3 problems of rows is held out")]
    [InlineData(1.0, "rows holds no problem to train on")]
    public async Task A_file_all_on_one_side_is_refused(double share, string fault) =>
        Assert.StartsWith(fault, (await Assert.ThrowsAsync<DatasetException>(() => OpenAsync(Stage(share), [Sum(1), Sum(2), Sum(3)]))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"prompt":"1+1=","answer":"two"}""", "1+1=", "two", null)]
    [InlineData("""{"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"},{"role":"user","content":"c"},{"role":"assistant","content":"d"}]}""", "c", "d", 3)]
    [InlineData("""{"messages":[{"role":"user","content":"a"}],"answer":"b"}""", "a", "b", 1)]
    public void An_example_is_what_is_asked_and_what_answers_it(string row, string prompt, string completion, int? messages)
    {
        var trace = ExampleRow.Read(Rows.Row("rows", 1, row), new());
        Assert.Equal((prompt, completion, messages), (trace.Prompt, trace.Completion, trace.Messages?.Count));
    }

    private static string Prompt(int row, int distinct) => $"{row % distinct}+1=";

    private static string Sum(int left) => JsonSerializer.Serialize(new { prompt = $"{left}+1=", answer = left + 1 });

    private static Task<FileProblems> OpenAsync(StageSpec stage, string[] rows) => FileProblems.OpenAsync(stage, 0, new Rows { ["rows"] = rows }, Cancellation);
}
