using Magistral.Grains.Runs;
using Xunit;

namespace Magistral.Grains.Tests.Runs;

public sealed class RunIdsTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 4, 3, 2, 1, 7, TimeSpan.FromHours(2));

    [Fact]
    public void An_id_begins_with_the_time_in_UTC_and_sorts_by_it()
    {
        Assert.Matches("^20260504010201007-[0-9a-f]{10}$", RunIds.Next(Now, "t", 0));
        Assert.True(string.CompareOrdinal(RunIds.Next(Now, "t", 0), RunIds.Next(Now.AddMilliseconds(1), "t", 1)) < 0);
    }

    [Fact]
    public void The_same_submission_has_the_same_id_and_another_tenant_or_run_another() =>
        Assert.Equal(3, new[] { RunIds.Next(Now, "t", 0), RunIds.Next(Now, "t", 0), RunIds.Next(Now, "u", 0), RunIds.Next(Now, "t", 1) }.Distinct().Count());
}
