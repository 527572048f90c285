using Magistral.Contracts.Generation;
using Magistral.Contracts.PromptGroups;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Specs;
using Magistral.Silo.Tests.Generation;
using Magistral.Testing;
using Xunit;

namespace Magistral.Silo.Tests.Training;

/// <summary>A run's spec is revised while its workers are at work: they go on by it, without being started again.</summary>
public sealed class RevisedRunTests
{
    private const double NewRate = 1e-5;
    private static readonly RunSpec Spec = TinyService.Spec with
    {
        Sft = TinyService.Spec.Sft with { Steps = 2 }, Rl = TinyService.Spec.Rl with { MaxSteps = 1_000_000, WarmupSteps = 0, LearningRate = 2e-4 },
    };

    private readonly ScriptedEngines engines = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Steps_and_rollouts_after_a_revision_are_made_by_it()
    {
        await using var service = await TinyService.StartAsync(engines: engines);
        var runId = await service.TrainAsync(Spec);
        await service.UntilAsync(runId, run => run.LastStep?.Step >= 2, "the second step");
        var revised = Spec with { Rl = Spec.Rl with { LearningRate = NewRate, ClipHigh = 0.9, TopK = 5 }, Rewards = new() { Correct = 0.5 } };
        Assert.Equal(2, (await service.Run(runId).ReviseAsync(revised, 1, "a test", Cancellation)).Number);
        var seen = await service.UntilAsync(runId, run => run.LastStep?.Revision == 2, "a step by the second revision");
        await service.Run(runId).ReviseAsync(revised with { Rl = revised.Rl with { MaxSteps = seen.LastStep!.Step + 8 } }, 2, "a test", Cancellation);
        var run = await service.UntilAsync(runId, run => run.State == RunLifecycle.Completed, "the run completing");
        Assert.Equal($"rl.max_steps {seen.LastStep!.Step + 8} reached", run.Reason);
        var steps = await service.Progress(runId).StepsAsync(1, int.MaxValue, Cancellation);
        Assert.Equal(steps.Select(step => step.Revision).Order(), steps.Select(step => step.Revision));
        Assert.All(steps, step => Assert.Equal(step.Revision == 1 ? 2e-4 : NewRate, step.LearningRate));
        Assert.Contains(steps, step => step.Revision == 1);
        var sampled = Assert.Single(engines.Made).Added.Select(request => request.TopK).ToList();
        Assert.Equal(sampled.Order(), sampled);
        Assert.Equal([0, 5], sampled.Distinct());
        var trained = (await service.GroupsAsync(runId)).Where(group => group.Phase == GroupPhase.Trained);
        Assert.Equal([0.5, 0.9], trained.Select(group => group.Rollouts.Max(rollout => rollout.Score!.Axes.Correct)).Distinct().Order());
    }

    [Fact]
    public async Task A_budget_that_was_spent_when_a_larger_one_was_given_ends_no_run()
    {
        await using var service = await TinyService.StartAsync(engines: engines);
        var hasty = Spec with { Rl = Spec.Rl with { MaxSeconds = 1e-9 } };
        var runId = await service.StartTrainerAsync(hasty); // which waits for the first evaluation and knows the first revision
        await Eventually.Get(() => service.Run(runId).DescribeAsync(Cancellation), run => run.Checkpoints.Count > 0, "the warm start", Cancellation);
        await service.Run(runId).ReviseAsync(hasty with { Rl = hasty.Rl with { MaxSeconds = 0, MaxSteps = 3 } }, 1, "a test", Cancellation);
        await service.Grains.GetGrain<IGeneratorGrain>($"{runId}/local/cpu").StartAsync(Cancellation);
        var run = await service.UntilAsync(runId, run => run.State == RunLifecycle.Completed, "the run completing");
        Assert.Equal("rl.max_steps 3 reached", run.Reason);
    }

    [Fact]
    public async Task A_smaller_budget_ends_a_run_that_waits_for_its_batch()
    {
        engines.Script = EngineScript.Begin;
        await using var service = await TinyService.StartAsync(engines: engines);
        var runId = await service.TrainAsync(Spec);
        await Eventually.Get(() => Task.FromResult(engines.Made), made => made is [{ JournaledTimes: > 0 }], "the beginnings being kept", Cancellation);
        await service.Run(runId).ReviseAsync(Spec with { Rl = Spec.Rl with { MaxSeconds = 0.1 } }, 1, "a test", Cancellation);
        var run = await service.UntilAsync(runId, run => run.State == RunLifecycle.Completed, "the run completing");
        Assert.Equal("rl.max_seconds 0.1 reached", run.Reason);
    }
}
