using Magistral.Method.Verification;
using Magistral.Verifiers.Format;
using Magistral.Verifiers.Mathematics;

namespace Magistral.Cli.Generation;

/// <summary>Samples completions of problems and grades them with the verifiers of training.</summary>
internal sealed class ModelEvaluation(SampledModel model, SamplingOptions options)
{
    /// <summary>Every stage, in the order its first problem comes.</summary>
    public async Task<IReadOnlyList<EvaluatedStage>> RunAsync(IReadOnlyList<EvaluationProblem> problems, CancellationToken cancellation)
    {
        var completions = await new CompletionSampler(model, options).SampleAsync([.. problems.Select(problem => new SampledPrompt(problem.Prompt, problem.Messages, problem.LMax))], cancellation);
        var graded = problems.Zip(completions).AsParallel().AsOrdered()
            .Select(pair => (pair.First.Stage, Grades: pair.Second.Select(completion => Grade(pair.First, completion)).ToList())).ToList();
        return [.. graded.GroupBy(one => one.Stage).Select(stage => Summarise(stage.Key, [.. stage.Select(one => one.Grades)]))];
    }

    private static GradedCompletion Grade(EvaluationProblem problem, SampledCompletion completion)
    {
        var format = FormatGate.Check(completion.Text, TaskKind.Math);
        var correct = format.Passed && MathVerifier.Verify(format.BoxedAnswer!, problem.Reference) == MathVerdict.Correct;
        return new(completion, format.BoxedAnswer, correct);
    }

    private EvaluatedStage Summarise(string stage, List<List<GradedCompletion>> problems)
    {
        var all = problems.SelectMany(grades => grades).ToList();
        var rates = problems.Select(grades => grades.Average(grade => grade.Correct ? 1.0 : 0)).ToList();
        return new(
            stage, problems.Count, rates.Average(), PassRates.StandardError(rates),
            PassRates.Draws(options.Count).ToDictionary(k => k, k => problems.Average(grades => PassRates.PassAtK(grades.Count, grades.Count(grade => grade.Correct), k))),
            problems.Average(grades => PassRates.MajorityIsRight(grades.Select(grade => (grade.Answer, grade.Correct))) ? 1.0 : 0),
            all.Average(grade => grade.Answer is null ? 0 : 1.0), all.Average(grade => grade.Completion.Tokens), all.Average(grade => grade.Completion.CutOff ? 1.0 : 0));
    }

    private sealed record GradedCompletion(SampledCompletion Completion, string? Answer, bool Correct);
}
