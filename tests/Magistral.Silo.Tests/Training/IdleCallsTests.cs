using System.Diagnostics;
using Magistral.Contracts.Generation;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Specs;
using Magistral.Silo.Tests.Generation;
using Magistral.Testing;
using Magistral.Testing.Cluster;
using Xunit;

namespace Magistral.Silo.Tests.Training;

/// <summary>Who has nothing to do asks little: the grains of a run are those of many others' silo.</summary>
public sealed class IdleCallsTests : IDisposable
{
    private const double MostCallsPerSecond = 5;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(6);
    private static readonly RunSpec Spec = TinyService.Spec with { Sft = TinyService.Spec.Sft with { Steps = 2 }, Rl = TinyService.Spec.Rl with { MaxSteps = 1_000_000 } };

    private readonly ScriptedEngines engines = new();
    private readonly CountedCalls calls = new();
    private readonly CollectedLog log = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_throttled_generator_of_a_paused_run_waits()
    {
        await using var service = await TinyService.StartAsync(engines: engines, calls: calls, logs: log);
        var runId = await service.TrainAsync(Spec);
        await service.UntilAsync(runId, run => run.LastStep?.Step >= 2, "the second step");
        await service.PauseAsync(runId);
        await service.UntilAsync(runId, run => run.State == RunLifecycle.Paused, "the run pausing");
        await Eventually.Get(() => Task.FromResult(engines.Made[0]), engine => engine is { Throttled: true, Held: 0 }, "the generator being throttled", Cancellation);
        await FewCallsAsync(runId);
    }

    [Fact]
    public async Task A_run_that_waits_for_a_batch_waits()
    {
        engines.Script = EngineScript.Begin;
        await using var service = await TinyService.StartAsync(engines: engines, calls: calls, logs: log);
        var runId = await service.TrainAsync(Spec);
        await Eventually.Get(() => Task.FromResult(engines.Made), made => made is [{ JournaledTimes: > 0 }], "the beginnings being kept", Cancellation);
        await service.Generators.StopAsync(new GeneratorKey(runId, "local", "cpu").ToString());
        await FewCallsAsync(runId);
    }

    [Fact]
    public async Task A_run_that_waits_for_its_first_evaluation_waits()
    {
        await using var service = await TinyService.StartAsync(engines: engines, calls: calls, logs: log);
        var runId = await service.StartTrainerAsync(Spec);
        await Eventually.Get(() => Task.FromResult(calls.Of(runId)), seen => seen.ContainsKey("IRunProgressGrain.CheckGeneratorsAsync"), "the trainer waiting", Cancellation);
        await FewCallsAsync(runId);
        await service.Grains.GetGrain<IGeneratorGrain>($"{runId}/local/cpu").StartAsync(Cancellation);
        await service.UntilAsync(runId, run => run.LastStep?.Step >= 1, "the first step");
    }

    public void Dispose() => log.Dispose();

    private async Task FewCallsAsync(string runId)
    {
        var (before, since) = (calls.Of(runId), Stopwatch.StartNew());
        await Eventually.Get(() => Task.FromResult(since.Elapsed), elapsed => elapsed >= Window, "the end of the window", Cancellation);
        var (seconds, after) = (since.Elapsed.TotalSeconds, calls.Of(runId));
        var made = after.Select(call => (call.Key, Count: call.Value - before.GetValueOrDefault(call.Key))).Where(call => call.Count > 0).ToList();
        Assert.True(made.Sum(call => call.Count) <= MostCallsPerSecond * seconds, $"in {seconds:0.0} s: {string.Join(", ", made)}; {string.Join('\n', log.Warnings)}");
        Assert.NotEmpty(made);
    }
}
