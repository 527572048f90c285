using Magistral.Contracts.Generation;
using Magistral.Contracts.PromptGroups;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Specs;
using Magistral.Silo.Tests.Training;
using Magistral.Testing;
using Xunit;

namespace Magistral.Silo.Tests.Generation;

/// <summary>The generator worker with an engine that is not the decode loop: what it needs of one is in the interface.</summary>
public sealed class RolloutEngineTests
{
    private static readonly RunSpec Spec = TinyService.Spec with { Sft = TinyService.Spec.Sft with { Steps = 2 } };

    private readonly ScriptedEngines engines = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_is_trained_on_the_rollouts_of_another_engine()
    {
        await using var service = await TinyService.StartAsync(engines: engines);
        var runId = await service.TrainAsync(Spec);
        var run = await CompletedAsync(service, runId);
        Assert.All(run.Evaluations, result => Assert.All(result.Stages, stage => Assert.Equal(stage.Problems, stage.Correct)));
        var trained = (await service.GroupsAsync(runId)).Where(group => group.Phase == GroupPhase.Trained).ToList();
        Assert.Equal(Spec.Rl.MaxSteps * Spec.Rl.NMinibatch, trained.Sum(group => group.Rollouts.Count));
        Assert.All(trained, group => Assert.All(group.Rollouts, rollout =>
            Assert.Equal(rollout.Generated.Index % 2 == 0, rollout.Generated.Text.EndsWith($"\\boxed{{{group.Problem.Reference}}}", StringComparison.Ordinal))));
        var engine = Assert.Single(engines.Made);
        Assert.Equal(engine.Followed.Order(), engine.Followed);
        Assert.Contains(trained, group => group.Rollouts.Any(rollout => rollout.Generated.Completion.Spans[0].Version!.Value.Number > 0)); // max_staleness admits the last steps to newer weights alone
        Assert.Equal(engine.Added.Count, engine.Added.Select(request => request.Id).Distinct().Count());
    }

    [Fact]
    public async Task What_another_engine_began_is_gone_on_with_by_the_next_generator()
    {
        engines.Script = EngineScript.Begin;
        await using var service = await TinyService.StartAsync(engines: engines);
        var runId = await service.TrainAsync(Spec);
        var generatorId = new GeneratorKey(runId, "local", "cpu").ToString();
        var first = (await Eventually.Get(() => Task.FromResult(engines.Made), made => made is [{ JournaledTimes: > 0 }], "the beginnings being kept", Cancellation))[0];
        Assert.Equal((first.Held, first.Version), (service.Generators.Report(generatorId)!.InFlight, service.Generators.Report(generatorId)!.Version.Number));
        await service.Generators.StopAsync(generatorId);
        Assert.Equal([true], first.Disposals);
        engines.Script = EngineScript.Finish;
        service.Generators.Start(runId, generatorId);
        await CompletedAsync(service, runId);
        var (begun, resumed) = (first.Added.Select(request => request.Id).ToHashSet(), engines.Made[1].Added.Where(request => request.Prefix is not null).ToList());
        Assert.NotEmpty(resumed);
        Assert.All(resumed, request => Assert.Contains(request.Id, begun));
        Assert.All(resumed, request => Assert.Equal(ScriptedEngine.Begun, request.Prefix!.Tokens.Length));
    }

    [Fact]
    public async Task Draining_reaches_the_engine_which_goes_on_until_it_is_stopped()
    {
        engines.Script = EngineScript.Begin;
        await using var service = await TinyService.StartAsync(engines: engines);
        var runId = await service.TrainAsync(Spec);
        var generatorId = new GeneratorKey(runId, "local", "cpu").ToString();
        var engine = (await Eventually.Get(() => Task.FromResult(engines.Made), made => made is [{ JournaledTimes: > 0 }], "the beginnings being kept", Cancellation))[0];
        service.Generators.Drain(generatorId);
        Assert.True(engine.IsDrained);
        Assert.True(service.Generators.IsAtWork(generatorId));
        await service.Generators.StopAsync(generatorId);
        Assert.Equal([true], engine.Disposals);
    }

    [Fact]
    public async Task An_engine_that_fails_is_named_to_its_run_and_closed()
    {
        engines.Script = EngineScript.Fail;
        await using var service = await TinyService.StartAsync(engines: engines);
        var runId = await service.TrainAsync(Spec);
        var generatorId = new GeneratorKey(runId, "local", "cpu").ToString();
        var named = await Eventually.Get(() => service.Run(runId).DescribeAsync(Cancellation), run => run.Audit.Any(entry => entry.What.Contains("the server is gone", StringComparison.Ordinal)), "the failure being named", Cancellation);
        Assert.Contains(named.Audit, entry => entry.What.Contains($"generator {generatorId} failed", StringComparison.Ordinal));
        Assert.Equal([true], Assert.Single(engines.Made).Disposals);
    }

    private static Task<RunDescription> CompletedAsync(TinyService service, string runId) =>
        service.UntilAsync(runId, description => description.State == RunLifecycle.Completed, "the run completing");
}
