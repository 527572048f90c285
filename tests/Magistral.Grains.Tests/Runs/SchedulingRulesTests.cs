using Magistral.Contracts.Runs;
using Magistral.Contracts.Tenants;
using Magistral.Grains.Runs;
using Magistral.Method.Randomness;
using Xunit;

namespace Magistral.Grains.Tests.Runs;

public sealed class SchedulingRulesTests
{
    private static readonly TenantQuota Two = new() { RunsAtOnce = 2 };

    [Fact]
    public void A_tenants_runs_go_in_the_order_in_which_they_came_as_far_as_its_quota_reaches() =>
        Assert.Equal(["a1", "a2"], AtWork(SchedulingRules.Admit(Entries("a1", "a2", "a3"), QuotasOf(Two), 10)));

    [Fact]
    public void Where_room_is_scarce_it_goes_to_the_tenant_with_the_fewest_runs_at_work() =>
        Assert.Equal(["a1", "b1", "c1"], AtWork(SchedulingRules.Admit(Entries("a1", "a2", "a3", "b1", "b2", "c1"), QuotasOf(new()), 3)));

    [Fact]
    public void A_run_with_many_groups_waits_and_those_behind_it_do_not_overtake_it()
    {
        ScheduledRun[] runs = [new("a1", "a", 60), new("a2", "a", 60), new("a3", "a", 10)];
        var quota = new TenantQuota { GroupsInFlight = 100 };
        Assert.Equal(["a1"], AtWork(SchedulingRules.Admit(runs, QuotasOf(quota), 10)));
        var place = SchedulingRules.PlaceOf(SchedulingRules.Admit(runs, QuotasOf(quota), 10), "a2", quota, 10);
        Assert.Equal(new(false, "waits for the groups that runs of tenant a keep in flight, 100 at most"), place);
    }

    [Fact]
    public void A_smaller_quota_takes_nobody_from_work()
    {
        var runs = SchedulingRules.Admit(Entries("a1", "a2"), QuotasOf(Two), 10);
        Assert.Equal(["a1", "a2"], AtWork(SchedulingRules.Admit(runs, QuotasOf(Two with { RunsAtOnce = 0 }), 10)));
    }

    [Theory]
    [InlineData("a2", 10, "waits for one of 1 run at work of tenant a, which may have 1 at once")]
    [InlineData("a3", 10, "waits for 1 run of tenant a before it")]
    [InlineData("b1", 1, "waits for one of 1 run at work in the service, which has room for 1")]
    public void What_a_run_waits_for_is_said(string runId, int mostAtOnce, string why)
    {
        var quota = new TenantQuota { RunsAtOnce = 1 };
        var runs = SchedulingRules.Admit(Entries("a1", "a2", "a3", "b1"), QuotasOf(quota), mostAtOnce);
        Assert.Equal(new(false, why), SchedulingRules.PlaceOf(runs, runId, quota, mostAtOnce));
    }

    [Fact]
    public void Whatever_comes_and_goes_no_limit_is_passed_and_no_room_is_left_while_someone_waits()
    {
        var random = new SeededRandom(7, "roster", 0);
        var (quota, most) = (new TenantQuota { RunsAtOnce = 3, GroupsInFlight = 40 }, 8);
        IReadOnlyList<ScheduledRun> runs = [];
        for (var turn = 0; turn < 2000; turn++)
        {
            if (random.NextUInt64() % 2 == 0)
                runs = [.. runs, new($"r{turn:0000}", $"{(char)('a' + (int)(random.NextUInt64() % 5))}", 1 + (int)(random.NextUInt64() % 40))];
            else if (runs.Count > 0)
                runs = [.. runs.Where((_, index) => index != (int)(random.NextUInt64() % (ulong)runs.Count))];
            var before = runs.Where(run => run.IsAtWork).Select(run => run.RunId).ToList();
            runs = SchedulingRules.Admit(runs, QuotasOf(quota), most);
            Assert.Subset(AtWork(runs).ToHashSet(), before.ToHashSet());
            Assert.InRange(AtWork(runs).Count, 0, most);
            foreach (var own in runs.GroupBy(run => run.Tenant))
            {
                var atWork = own.Where(run => run.IsAtWork).ToList();
                Assert.InRange(atWork.Count, 0, 3);
                Assert.InRange(atWork.Sum(run => run.Groups), 0, 40);
                Assert.True(AtWork(runs).Count == most || own.All(run => run.IsAtWork) || atWork.Count == 3 || atWork.Sum(run => run.Groups) + own.First(run => !run.IsAtWork).Groups > 40);
            }
        }
    }

    [Fact]
    public void A_run_at_work_waits_for_nothing_and_one_that_was_not_entered_has_no_place()
    {
        var runs = SchedulingRules.Admit(Entries("a1"), QuotasOf(Two), 10);
        Assert.Equal(new(true, ""), SchedulingRules.PlaceOf(runs, "a1", Two, 10));
        Assert.Null(SchedulingRules.PlaceOf(runs, "a2", Two, 10));
    }

    [Fact]
    public void Where_nobody_goes_the_runs_are_the_same_object()
    {
        var runs = Entries("a1", "b1");
        Assert.Same(runs, SchedulingRules.Admit(runs, QuotasOf(Two), 0));
        var full = SchedulingRules.Admit(runs, QuotasOf(Two), 2);
        Assert.Same(full, SchedulingRules.Admit(full, QuotasOf(Two), 10));
    }

    [Fact]
    public void Runs_fill_their_tenants_groups_in_flight_to_the_last_one()
    {
        ScheduledRun[] runs = [new("a1", "a", 60), new("a2", "a", 40), new("a3", "a", 1)];
        var quota = new TenantQuota { RunsAtOnce = 5, GroupsInFlight = 100 };
        var admitted = SchedulingRules.Admit(runs, QuotasOf(quota), 10);
        Assert.Equal(["a1", "a2"], AtWork(admitted));
        Assert.Equal("waits for the groups that runs of tenant a keep in flight, 100 at most", SchedulingRules.PlaceOf(admitted, "a3", quota, 10)!.Why);
    }

    [Fact]
    public void Only_runs_of_the_same_tenant_that_wait_stand_before_a_run()
    {
        var runs = SchedulingRules.Admit(Entries("b1", "b2", "a1", "a2", "a3", "a4"), QuotasOf(Two with { RunsAtOnce = 1 }), 10);
        Assert.Equal("waits for 2 runs of tenant a before it", SchedulingRules.PlaceOf(runs, "a4", Two, 10)!.Why);
    }

    [Fact]
    public void Nothing_cannot_be_scheduled()
    {
        Assert.Throws<ArgumentNullException>("runs", () => SchedulingRules.Admit(null!, QuotasOf(Two), 1));
        Assert.Throws<ArgumentNullException>("quotas", () => SchedulingRules.Admit([], null!, 1));
        Assert.Throws<ArgumentNullException>("runs", () => SchedulingRules.PlaceOf(null!, "a1", Two, 1));
        Assert.Throws<ArgumentNullException>("quota", () => SchedulingRules.PlaceOf([], "a1", null!, 1));
    }

    private static ScheduledRun[] Entries(params string[] ids) => [.. ids.Select(id => new ScheduledRun(id, id[..1], 1))];

    private static Dictionary<string, TenantQuota> QuotasOf(TenantQuota quota) => "abcde".ToDictionary(name => $"{name}", _ => quota);

    private static List<string> AtWork(IReadOnlyList<ScheduledRun> runs) => [.. runs.Where(run => run.IsAtWork).Select(run => run.RunId)];
}
