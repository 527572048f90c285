using Magistral.Grains.Storage;
using Magistral.Testing.Storage;
using Xunit;

namespace Magistral.Storage.Tests;

public sealed class InMemoryObjectStoreTests : ObjectStoreContract
{
    private readonly InMemoryObjectStore store = new();

    protected override IObjectStore Store => store;

    [Fact]
    public async Task The_next_put_fails_as_asked_and_the_one_after_does_not()
    {
        store.FailNext(StoreOperation.Put, new StorageFullException("a", new IOException("full")));
        await Assert.ThrowsAsync<StorageFullException>(() => PutAsync(new("a"), "1"));
        await PutAsync(new("a"), "2");
        Assert.Equal("2", await TextAsync(new("a")));
    }

    [Fact]
    public async Task The_hook_runs_before_every_operation()
    {
        var seen = new List<(StoreOperation, string)>();
        store.Before = (operation, key, _) =>
        {
            seen.Add((operation, key));
            return ValueTask.CompletedTask;
        };
        await PutAsync(new("a"), "1");
        await KeysAsync("a");
        Assert.Equal([(StoreOperation.Put, "a"), (StoreOperation.List, "a")], seen);
    }
}
