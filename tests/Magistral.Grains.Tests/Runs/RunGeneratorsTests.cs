using Magistral.Contracts.Generation;
using Magistral.Contracts.PromptGroups;
using Magistral.Contracts.Queue;
using Magistral.Grains.Queue;
using Magistral.Grains.Runs;
using Xunit;

namespace Magistral.Grains.Tests.Runs;

public sealed class RunGeneratorsTests
{
    private const string Release = "IRolloutQueueGrain.ReleaseAsync";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Groups_of_a_generator_that_fell_silent_are_taken_back_and_of_no_other()
    {
        var run = PlayedParts.Running();
        run.Calls.Answers["IRolloutQueueGrain.DescribeAsync"] = new QueueReport(0, 0, new RolloutQueueState().Counts(), [Held(1, "silent"), Held(2, "silent"), Held(3, "")], false);
        await run.Generators.ReportedAsync(Report("silent"), Cancellation);
        await run.Generators.ReleaseSilentAsync(Cancellation);
        Assert.DoesNotContain(Release, run.Calls.Made);
        for (var passed = TimeSpan.Zero; passed <= RunGenerators.SilenceLimit; passed += GeneratorWatch.MostPerCheck)
        {
            run.Clock.Advance(GeneratorWatch.MostPerCheck);
            await run.Generators.ReleaseSilentAsync(Cancellation);
        }
        Assert.Single(run.Calls.Made, call => call == Release);
    }

    [Fact]
    public async Task Without_a_generator_that_works_a_run_hears_why()
    {
        var run = PlayedParts.Running();
        await run.Generators.CheckAsync(mayWait: false);
        await run.Generators.FailedAsync(new("one", "the disk is full", "free some"), Cancellation);
        Assert.Equal("the disk is full: free some", (await Assert.ThrowsAsync<NoGeneratorException>(() => run.Generators.CheckAsync(mayWait: true))).Message);
        run.Generators.Begin();
        await run.Generators.CheckAsync(mayWait: true);
        Assert.Contains(run.Books.State.Audit, entry => entry.What.Contains("the disk is full", StringComparison.Ordinal));
    }

    private static OpenGroup Held(int number, string owner) => new(number, GroupPhase.Generating, owner, null, null);

    private static GeneratorReport Report(string generatorId) => new(generatorId, "session", 0, 0, 0, 0, 0, 0, 0, default);
}
