using System.Text;
using Magistral.Grains.Storage;
using Magistral.Storage.GrainStorage;
using Magistral.Testing.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Storage;
using Orleans.TestingHost;
using Xunit;

namespace Magistral.Storage.Tests.GrainStorage;

public sealed class ObjectStoreGrainStorageTests : IAsyncLifetime
{
    private readonly InMemoryObjectStore store = new();
    private readonly InProcessTestCluster cluster;

    public ObjectStoreGrainStorageTests()
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSiloHost((_, host) => host.Logging.ClearProviders());
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton<IObjectStore>(store);
            silo.AddObjectStoreGrainStorage("objects");
        });
        cluster = builder.Build();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static StoreKey Key => new("state/counter/a/1/count");

    private ICounterGrain Grain => cluster.Client.GetGrain<ICounterGrain>("a/1");

    public async ValueTask InitializeAsync() => await cluster.DeployAsync();

    public async ValueTask DisposeAsync() => await cluster.DisposeAsync();

    [Fact]
    public async Task A_state_is_one_line_of_json_that_people_can_read()
    {
        await Grain.AddAsync(3);
        Assert.Equal("""{"total":3,"parts":[3],"day":"Friday"}""", await TextAsync());
    }

    [Fact]
    public async Task A_state_outlives_its_activation()
    {
        await Grain.AddAsync(3);
        await Grain.ForgetAsync();
        Assert.Equal(5, await Grain.AddAsync(2));
    }

    [Fact]
    public async Task A_cleared_state_starts_anew()
    {
        await Grain.AddAsync(3);
        await Grain.ClearAsync();
        Assert.Null(await store.HeadAsync(Key, Cancellation));
        Assert.Equal(1, await Grain.AddAsync(1));
    }

    [Fact]
    public async Task A_state_that_moved_on_fails_the_call_once_and_is_read_again()
    {
        await Grain.AddAsync(3);
        await PutAsync("""{"total":10,"parts":[],"day":"Monday"}""");
        await Assert.ThrowsAsync<InconsistentStateException>(() => Grain.AddAsync(1));
        Assert.Equal(11, await Grain.AddAsync(1));
    }

    [Fact]
    public async Task The_callers_see_the_stores_own_error()
    {
        await Grain.AddAsync(3);
        store.FailNext(StoreOperation.Put, new StorageFullException("a", new IOException("full")));
        var error = await Assert.ThrowsAsync<StorageFullException>(() => Grain.AddAsync(1));
        Assert.Contains("no room", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_state_that_is_no_json_names_its_object()
    {
        await PutAsync("junk");
        var error = await Assert.ThrowsAnyAsync<Exception>(() => Grain.AddAsync(1));
        Assert.Contains(Key.Value, error.ToString(), StringComparison.Ordinal);
    }

    private async Task PutAsync(string json) =>
        await store.PutAsync(Key, Encoding.UTF8.GetBytes(json), PutCondition.None, durable: false, Cancellation);

    private async Task<string> TextAsync() => Encoding.UTF8.GetString((await store.GetAsync(Key, Cancellation))!.Content.Span);
}
