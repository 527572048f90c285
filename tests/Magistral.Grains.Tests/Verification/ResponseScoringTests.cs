using Magistral.Method.Verification;
using Magistral.Contracts.Specs;
using Magistral.Contracts.Verification;
using Magistral.Grains.Verification;
using Magistral.Verifiers.Code;
using Magistral.Verifiers.Code.Programs;
using Xunit;

namespace Magistral.Grains.Tests.Verification;

public sealed class ResponseScoringTests
{
    private const string Response = "<think>easy</think>\n```python\nprint(1)\n```\n";
    private const string Reference = """{"tests":[{"stdin":"","stdout":"1"}]}""";

    [Theory]
    [InlineData(CodeVerdict.Passed, VerdictKind.Correct, 1.0)]
    [InlineData(CodeVerdict.WrongAnswer, VerdictKind.Incorrect, 0.1)]
    [InlineData(CodeVerdict.TimeLimit, VerdictKind.Incorrect, 0.1)]
    [InlineData(CodeVerdict.CompileError, VerdictKind.Unparsed, 0.1)]
    [InlineData(CodeVerdict.Error, VerdictKind.Error, 0.0)]
    public async Task A_program_is_rewarded_by_its_verdict_and_an_error_never_is(CodeVerdict verdict, VerdictKind kind, double reward)
    {
        var score = await ScoreAsync(Response, Reference, 0, program => new(verdict, 0, program.Total, "why"));
        Assert.Equal((kind, reward), (score.Verdict, Math.Round(score.Axes.Total, 6)));
    }

    [Fact]
    public async Task All_rollouts_of_a_group_meet_the_same_twenty_tests()
    {
        var reference = $$"""{"tests":[{{string.Join(',', Enumerable.Range(0, 50).Select(i => $$"""{"stdin":"{{i}}","stdout":"1"}"""))}}]}""";
        var seen = new List<string>();
        foreach (var seed in new ulong[] { 7, 7, 8 })
            await ScoreAsync(Response, reference, seed, program =>
            {
                seen.Add(string.Join(' ', program.Tests.Select(test => test.Stdin)));
                return new(CodeVerdict.Passed, 20, 20, "");
            });
        Assert.Equal((true, false, 20), (seen[0] == seen[1], seen[0] == seen[2], seen[0].Split(' ').Length));
    }

    [Fact]
    public async Task A_response_without_a_program_is_not_run() =>
        Assert.Equal(VerdictKind.Malformed, (await ScoreAsync("<think></think> no code", Reference, 0, _ => throw new InvalidOperationException("it was run"))).Verdict);

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"tests":[]}""")]
    [InlineData("""{"tests":[{"stdin":"1"}]}""")]
    public async Task Tests_that_cannot_be_read_are_no_verdict(string reference) =>
        await Assert.ThrowsAsync<CodeReferenceException>(() => ScoreAsync(Response, reference, 0, program => new(CodeVerdict.Passed, 1, 1, "")));

    private static Task<Score> ScoreAsync(string response, string reference, ulong seed, Func<CodeProgram, CodeResult> judge) => ResponseScoring.ScoreAsync(
        new(TaskKind.Code, "", response, reference, 10, 100, 8, false, new RewardSpec { Format = 0.1, Correct = 0.9, Length = 0.1, Language = 0 }, seed),
        (program, _) => Task.FromResult(judge(program)), TestContext.Current.CancellationToken).AsTask();
}
