using CsCheck;
using Magistral.Contracts.Queue;
using Magistral.Silo.Training;
using Xunit;

namespace Magistral.Silo.Tests.Training;

public sealed class FutileGroupsTests
{
    private const int GroupsPerBatch = 4;
    private const int Most = FutileGroups.MostBatches * GroupsPerBatch;

    [Fact]
    public void Endless_failures_and_endless_lack_of_signal_are_told_apart()
    {
        var futile = FutileGroups.None.At(0, Counts(0, 0));
        Assert.Null(futile.Verdict(Counts(noSignal: Most - 1, failed: 0), GroupsPerBatch));
        Assert.Equal(FutilityKind.NoSignal, futile.Verdict(Counts(noSignal: Most, failed: 0), GroupsPerBatch));
        Assert.Equal(FutilityKind.Failures, futile.Verdict(Counts(noSignal: 1, failed: Most), GroupsPerBatch));
    }

    [Fact]
    public void Every_update_begins_the_count_anew()
    {
        var futile = FutileGroups.None.At(0, Counts(0, 0)).At(1, Counts(noSignal: Most, failed: Most));
        Assert.Null(futile.Verdict(Counts(noSignal: Most + 1, failed: Most + 1), GroupsPerBatch));
    }

    [Fact]
    public void Whatever_mixture_of_futile_groups_comes_without_an_update_the_wait_ends() =>
        Gen.Bool.List[Most, 2 * Most].Sample(failures =>
        {
            var futile = FutileGroups.None.At(3, Counts(7, 5));
            Assert.NotNull(futile.At(3, Counts(0, 0)).Verdict(Counts(7 + failures.Count(failed => !failed), 5 + failures.Count(failed => failed)), GroupsPerBatch));
        });

    private static GroupCounts Counts(int noSignal, int failed) =>
        new(Issued: noSignal + failed, Trained: 0, NoSignal: noSignal, NoSignalAllRight: 0, NoSignalAllWrong: noSignal, Stale: 0, Failed: failed, Abandoned: 0, Generating: 0, Ready: 0, Consumed: 0);
}
