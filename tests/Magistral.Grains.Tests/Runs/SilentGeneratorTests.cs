using Magistral.Contracts.Generation;
using Magistral.Grains.Runs;
using Magistral.Grains.Tests.Cluster;
using Xunit;

namespace Magistral.Grains.Tests.Runs;

public sealed class SilentGeneratorTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    private static readonly GeneratorFailure Full = new("a", "no room is left", "free space");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_without_a_sign_of_a_generator_says_so_and_goes_on_when_one_comes()
    {
        var run = await cluster.StartRunAsync();
        await run.Progress.ReportGeneratorAsync(Report(run.RunId), Cancellation);
        for (var checks = 0; checks < 12; checks++)
            await CheckAsync();
        await Assert.ThrowsAsync<NoGeneratorException>(CheckAsync);
        await run.Progress.ReportGeneratorAsync(Report(run.RunId), Cancellation);
        await CheckAsync();

        Task CheckAsync()
        {
            cluster.Clock.Advance(GeneratorWatch.MostPerCheck);
            return run.Progress.CheckGeneratorsAsync(mayWait: false, Cancellation);
        }
    }

    [Fact]
    public async Task The_failure_of_the_only_generator_is_told_with_its_mend_and_noted_in_the_audit_trail()
    {
        var run = await cluster.StartRunAsync();
        await run.Progress.GeneratorFailedAsync(Full, Cancellation);
        var error = await Assert.ThrowsAsync<NoGeneratorException>(() => run.Progress.CheckGeneratorsAsync(mayWait: false, Cancellation));
        Assert.Equal("no room is left: free space", error.Message);
        Assert.Contains((await run.Run.DescribeAsync(Cancellation)).Audit, entry => entry.What.Contains("generator a failed", StringComparison.Ordinal));
    }

    private static GeneratorReport Report(string runId) => new($"{runId}/silo/cpu", "session", 0, 0, 0, 0, 0, 0, 0, default);
}
