using Magistral.Grains.Placement;
using Magistral.Method.Generation;
using Magistral.Contracts.Curriculum;
using Magistral.Contracts.Generation;
using Magistral.Contracts.Specs;
using Magistral.Contracts.Verification;
using Magistral.Engine.Generation;
using Magistral.Grains.Curriculum.Problems;
using Magistral.Silo.Hosting;
using Magistral.Silo.Models;

namespace Magistral.Silo.Generation;

/// <summary>Answers held-out problems greedily on a generator's engine and has the answers scored by the same verifiers as rollouts.</summary>
/// <remarks>Use one call at a time.</remarks>
internal sealed class HeldOutEvaluation(
    string runId, RunSpec spec, ModelPlan model, IGrainFactory grains, IRolloutEngine engine, ProblemCatalog catalog, GrainCalls calls, TimeProvider clock)
{
    private IReadOnlyList<IProblemSource>? sources;

    /// <summary>Answers the held-out problems of an order greedily and scores the answers.</summary>
    public async Task<EvaluationResult> RunAsync(EvaluationOrder order, CancellationToken cancellation)
    {
        var started = clock.GetTimestamp();
        sources ??= await catalog.OpenAsync(runId, spec, cancellation);
        var problems = new List<Problem>();
        foreach (var source in sources)
            problems.AddRange(await source.HeldOutAsync(spec.Seed, order.ProblemsPerStage, cancellation));
        var answers = await engine.EvaluateAsync(new([.. problems.Select(Request)], order.Kind, order.Version.Number), cancellation);
        var correct = new int[spec.RlStages().Count];
        for (var i = 0; i < problems.Count; i++)
            if (await ScoreAsync(problems[i], answers.Sequences[i], cancellation) == VerdictKind.Correct)
                correct[problems[i].Stage]++;
        var stages = spec.RlStages().Select((stage, index) => new StageEvaluation(stage.Name, problems.Count(problem => problem.Stage == index), correct[index]));
        return new(order, new WeightVersion(answers.Version), [.. stages], clock.GetElapsedTime(started).TotalSeconds, clock.GetUtcNow());
    }

    private SequenceRequest Request(Problem problem, int index)
    {
        var prompt = model.Prompts.Encode(problem);
        return new()
        {
            Id = index,
            PromptTokens = prompt,
            MaxNewTokens = PromptRoom.Of(problem, prompt.Length, spec.Model.Context),
            StopTokens = model.StopTokens,
            Temperature = 0,
        };
    }

    private async Task<VerdictKind> ScoreAsync(Problem problem, FinishedSequence answer, CancellationToken cancellation)
    {
        var request = new ScoreRequest(problem.Task, problem.Prompt, model.Tokenizer.Decode(answer.Completion.Tokens), problem.Reference, answer.Completion.SampledCount,
            problem.LMax, problem.LCache, answer.Reason != FinishReason.Stop, spec.Rewards);
        var verifier = grains.GetGrain<IVerifierGrain>(VerifierKey.For(problem.Task, problem.Id).ToString());
        var score = await calls.CallAsync(token => verifier.ScoreAsync(request, token), cancellation);
        return score.Verdict != VerdictKind.Error ? score.Verdict
            : throw new Contracts.MagistralException($"the verifier failed on held-out problem {problem.Id}, {score.Detail}", "the log holds the cause; an evaluation is not made of guesses");
    }
}
