using System.Collections.Concurrent;
using Magistral.Silo.Tenants;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Magistral.Silo.Tests.Tenants;

public sealed class TenantTurnsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void A_tenant_alone_is_never_held()
    {
        var share = new TenantTurns(TimeProvider.System).Of("a");
        using var first = share.Take(Fail, Cancellation);
        using var second = share.Take(Fail, Cancellation);
    }

    [Fact]
    public async Task Beside_another_tenant_one_step_at_a_time_is_made_in_the_order_of_asking()
    {
        var turns = new TenantTurns(TimeProvider.System);
        var (share, other) = (turns.Of("a"), turns.Of("b"));
        using var others = other.Take(Fail, Cancellation); // under way all the time
        var first = await share.TakeAsync(Cancellation);
        var second = share.TakeAsync(Cancellation).AsTask();
        var third = share.TakeAsync(Cancellation).AsTask();
        Assert.False(second.IsCompleted);
        first.Dispose();
        (await second).Dispose();
        (await third).Dispose();
        using var again = other.Take(Fail, Cancellation); // which had to wait for none of them
    }

    [Fact]
    public void Another_tenant_that_has_had_no_work_for_a_while_holds_nobody()
    {
        var clock = new FakeTimeProvider();
        var turns = new TenantTurns(clock);
        turns.Of("b").Take(Fail, Cancellation).Dispose();
        clock.Advance(TimeSpan.FromSeconds(2));
        using var first = turns.Of("a").Take(Fail, Cancellation);
        using var second = turns.Of("a").Take(Fail, Cancellation);
    }

    [Fact]
    public async Task After_a_step_the_others_have_as_long_before_another_run_of_the_tenant_steps()
    {
        var clock = new FakeTimeProvider();
        var turns = new TenantTurns(clock);
        using var others = turns.Of("b").Take(Fail, Cancellation); // under way all the time
        var share = turns.Of("a");
        var first = await share.TakeAsync(Cancellation);
        var second = share.TakeAsync(Cancellation).AsTask();
        clock.Advance(TimeSpan.FromMilliseconds(300));
        first.Dispose();
        clock.Advance(TimeSpan.FromMilliseconds(299));
        Assert.False(second.IsCompleted);
        clock.Advance(TimeSpan.FromMilliseconds(1));
        (await second).Dispose();
        (await share.TakeAsync(Cancellation)).Dispose(); // a run that nobody waited with need not
    }

    [Fact]
    public async Task A_wait_that_is_given_up_leaves_the_line_in_order()
    {
        var turns = new TenantTurns(TimeProvider.System);
        using var others = turns.Of("b").Take(Fail, Cancellation);
        var share = turns.Of("a");
        using var giveUp = new CancellationTokenSource();
        var first = await share.TakeAsync(Cancellation);
        var given = share.TakeAsync(giveUp.Token).AsTask();
        var third = share.TakeAsync(Cancellation).AsTask();
        await giveUp.CancelAsync();
        (await given).Dispose();
        Assert.False(third.IsCompleted);
        first.Dispose();
        (await third).Dispose();
    }

    [Fact]
    public void Eight_runs_get_no_more_steps_than_a_single_one_of_another_tenant()
    {
        var turns = new TenantTurns(TimeProvider.System);
        var (steps, stop) = (new ConcurrentDictionary<string, int>(), DateTime.UtcNow.AddSeconds(1));
        var threads = Enumerable.Range(0, 9).Select(i => new Thread(() =>
        {
            var tenant = i == 0 ? "single" : "many";
            while (DateTime.UtcNow < stop)
            {
                using var turn = turns.Of(tenant).Take(static () => { }, Cancellation);
                Thread.Sleep(5);
                steps.AddOrUpdate(tenant, 1, (_, count) => count + 1);
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.InRange((double)steps["many"] / steps["single"], 0.25, 1.25);
    }

    private static void Fail() => Assert.Fail("it was held");
}
