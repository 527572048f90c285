using Magistral.Client.Connections;

namespace Magistral.Client.Tests.Service;

/// <summary>Tests with a silo that asks for no keys, and a client of it.</summary>
public abstract class ServiceTests : IAsyncLifetime
{
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected LoopbackSilo Silo { get; set; } = null!;

    protected MagistralClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Silo = await LoopbackSilo.StartAsync();
        Client = await Silo.ConnectAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Client.DisposeAsync();
        await Silo.DisposeAsync();
    }
}
