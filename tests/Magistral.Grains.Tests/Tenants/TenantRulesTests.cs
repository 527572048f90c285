using Magistral.Contracts.Runs;
using Magistral.Contracts.Tenants;
using Magistral.Grains.Tenants;
using Xunit;

namespace Magistral.Grains.Tests.Tenants;

public sealed class TenantRulesTests
{
    private static readonly TenantState Two = TenantRules.With(TenantRules.With(new TenantState(), Note("a", RunLifecycle.Running, 3)), Note("b", RunLifecycle.Queued, 5));

    [Fact]
    public void A_tenants_usage_counts_its_runs_those_at_work_and_those_that_wait()
    {
        var state = TenantRules.With(TenantRules.With(Two, Note("c", RunLifecycle.Running, 4)), Note("d", RunLifecycle.Paused, 9));
        Assert.Equal(new TenantUsage(4, 2, 1, 7, 30), TenantRules.UsageOf(TenantRules.With(state, Bytes(("a", 10), ("d", 20)))));
    }

    [Fact]
    public void Groups_beyond_all_numbers_are_as_many_as_can_be_written() =>
        Assert.Equal(int.MaxValue, TenantRules.UsageOf(TenantRules.With(Two, Note("c", RunLifecycle.Running, int.MaxValue))).GroupsInFlight);

    [Fact]
    public void A_note_a_size_and_a_deletion_that_are_told_again_change_nothing()
    {
        var sized = TenantRules.With(Two, Bytes(("a", 0)));
        Assert.NotSame(Two, sized);
        Assert.Same(sized, TenantRules.With(sized, Note("a", RunLifecycle.Running, 3)));
        Assert.Same(sized, TenantRules.With(sized, Bytes(("a", 0), ("unknown", 7))));
        Assert.Same(sized, TenantRules.Without(sized, "unknown"));
    }

    [Fact]
    public void The_first_byte_of_a_run_counts() => Assert.Equal(1, TenantRules.UsageOf(TenantRules.With(Two, Bytes(("a", 1)))).StoredBytes);

    [Fact]
    public void A_deleted_run_takes_its_bytes_along_and_leaves_the_others()
    {
        var left = TenantRules.Without(TenantRules.With(Two, Bytes(("a", 10), ("b", 20))), "a");
        Assert.Equal(new TenantUsage(1, 0, 1, 0, 20), TenantRules.UsageOf(left));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(3, false)]
    public void A_run_more_is_allowed_below_the_quota(int kept, bool allowed) => Assert.Equal(allowed, TenantRules.OneRunMore(Tenant(0), kept) is null);

    [Theory]
    [InlineData(99, true)]
    [InlineData(100, false)]
    public void More_is_stored_below_the_quota_and_then_no_run_begins(long stored, bool allowed)
    {
        Assert.Equal(allowed, TenantRules.StoredMore(Tenant(stored)) is null);
        Assert.Equal(allowed, TenantRules.OneRunMore(Tenant(stored), 0) is null);
        Assert.Equal($"{stored} bytes are stored of the runs of tenant t, which may have 100", TenantRules.StoredOf(Tenant(stored)));
    }

    [Theory]
    [InlineData(8, true)]
    [InlineData(9, false)]
    public void A_run_may_be_as_wide_as_the_quota(int groups, bool allowed) => Assert.Equal(allowed, TenantRules.TooWide(Tenant(0), groups) is null);

    [Fact]
    public void Who_may_have_no_more_is_told_what_it_has_and_what_to_do()
    {
        const string Ask = ", or ask an operator of the service for more, who gives it with `magistral tenants set`";
        Assert.Equal($"tenant t keeps 2 runs and may keep 2: delete one with `magistral runs delete`{Ask}", TenantRules.OneRunMore(Tenant(0), 2)!.Message);
        Assert.Equal($"100 bytes are stored of the runs of tenant t, which may have 100: delete runs with `magistral runs delete`{Ask}", TenantRules.StoredMore(Tenant(100))!.Message);
        Assert.Equal($"the run keeps 9 groups in flight on each generator, tenant t may keep 8: give it a smaller rl.n_async{Ask}", TenantRules.TooWide(Tenant(0), 9)!.Message);
    }

    [Fact]
    public void A_changed_note_takes_the_place_of_the_one_before()
    {
        var state = TenantRules.With(Two, Note("a", RunLifecycle.Paused, 3));
        Assert.Equal(new TenantUsage(2, 0, 1, 0, 0), TenantRules.UsageOf(state));
        Assert.Equal(3, Two.Runs["a"].Groups);
        Assert.Equal(20, TenantRules.UsageOf(TenantRules.With(TenantRules.With(Two, Bytes(("a", 10))), Bytes(("a", 20)))).StoredBytes);
    }

    [Fact]
    public void Nothing_is_no_tenant()
    {
        Assert.Throws<ArgumentNullException>("state", () => TenantRules.UsageOf(null!));
        Assert.Throws<ArgumentNullException>("state", () => TenantRules.With(null!, Note("a", RunLifecycle.Running, 1)));
        Assert.Throws<ArgumentNullException>("note", () => TenantRules.With(Two, (RunNote)null!));
        Assert.Throws<ArgumentNullException>("state", () => TenantRules.With(null!, Bytes()));
        Assert.Throws<ArgumentNullException>("state", () => TenantRules.Without(null!, "a"));
        Assert.Throws<ArgumentNullException>("tenant", () => TenantRules.OneRunMore(null!, 1));
        Assert.Throws<ArgumentNullException>("tenant", () => TenantRules.StoredMore(null!));
        Assert.Throws<ArgumentNullException>("tenant", () => TenantRules.StoredOf(null!));
        Assert.Throws<ArgumentNullException>("tenant", () => TenantRules.TooWide(null!, 1));
    }

    private static RunNote Note(string runId, RunLifecycle state, int groups) => new(runId, state, 0, groups);

    private static Dictionary<string, long> Bytes(params (string RunId, long Count)[] bytes) => bytes.ToDictionary(pair => pair.RunId, pair => pair.Count);

    private static TenantDescription Tenant(long stored) => new("t", new() { Runs = 2, StoredBytes = 100, GroupsInFlight = 8 }, false, new(0, 0, 0, 0, stored));
}
