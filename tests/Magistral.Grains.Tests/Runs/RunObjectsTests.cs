using Magistral.Grains.Runs;
using Magistral.Grains.Storage;
using Magistral.Testing.Storage;
using Xunit;

namespace Magistral.Grains.Tests.Runs;

public sealed class RunObjectsTests
{
    private static readonly string[] Own =
    [
        "runs/r1/checkpoints/00000001/1/part", "runs/r1/weights/0000000001", "state/checkpoint/r1/1/checkpoint", "state/curriculum/r1/curriculum", "state/generator/r1/local/cpu/x", "state/group-index/r1/index",
        "state/prompt-group/r1/7/group", "state/rollout-queue/r1/queue", "state/run/r1/run", "state/trainer/r1/x", "state/weights/r1/weights",
    ];

    private static readonly string[] Others = ["runs/r10/steps/000000", "runs/r2/reserve", "state/run-directory/tenant/directory", "state/run/r10/run", "state/run/r2/run"];

    private readonly InMemoryObjectStore store = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_erased_run_leaves_nothing_and_the_others_stay()
    {
        await FillAsync();
        await RunObjects.EraseAsync(store, "r1", Cancellation);
        Assert.Equal(Others, await KeysAsync());
        await RunObjects.EraseAsync(store, "r1", Cancellation);
        Assert.Equal(Others, await KeysAsync());
    }

    [Fact]
    public async Task The_runs_own_state_goes_last_so_that_an_erasure_that_was_cut_off_is_found_and_made_again()
    {
        await FillAsync();
        store.Before = (operation, key, _) => operation == StoreOperation.Delete && key.StartsWith("state/trainer/", StringComparison.Ordinal) ? throw new IOException("cut off") : default;
        await Assert.ThrowsAsync<IOException>(() => RunObjects.EraseAsync(store, "r1", Cancellation));
        Assert.Contains("state/run/r1/run", await KeysAsync());
        store.Before = null;
        await RunObjects.EraseAsync(store, "r1", Cancellation);
        Assert.Equal(Others, await KeysAsync());
    }

    [Fact]
    public async Task The_bytes_of_a_run_are_those_of_its_objects_and_of_its_grains()
    {
        await FillAsync();
        Assert.Equal(3 * Own.Length, await RunObjects.CountBytesAsync(store, "r1", Cancellation));
        Assert.Equal(0, await RunObjects.CountBytesAsync(store, "r", Cancellation));
    }

    private async Task FillAsync()
    {
        foreach (var key in Own.Concat(Others))
            await store.PutAsync(new StoreKey(key), new byte[3], PutCondition.None, durable: false, Cancellation);
    }

    private async Task<List<string>> KeysAsync() => await store.ListAsync("", Cancellation).Select(entry => entry.Key.Value).ToListAsync(Cancellation);
}
