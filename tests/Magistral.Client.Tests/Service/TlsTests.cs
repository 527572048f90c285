using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Magistral.Client.Connections;
using Magistral.Contracts.Security;
using Magistral.Testing;

namespace Magistral.Client.Tests.Service;

public sealed class TlsTests : IAsyncLifetime
{
    private readonly TestAuthority authority = new();
    private MutualTls tls = null!;
    private LoopbackSilo silo = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        tls = MutualTls.Load(authority.Silo());
        silo = await LoopbackSilo.StartAsync(tls: tls);
    }

    public async ValueTask DisposeAsync()
    {
        await silo.DisposeAsync();
        tls.Dispose();
        authority.Dispose();
    }

    [Fact]
    public async Task A_client_with_a_certificate_of_the_authority_works()
    {
        await using var client = await ConnectAsync(authority.Client());
        var run = await client.Runs.SubmitAsync(SmallSpec.Of("secured"), Cancellation);
        Assert.Equal("secured", (await run.OverviewAsync(Cancellation)).Run.Spec.Name);
    }

    [Fact]
    public async Task Plain_TCP_at_the_gateway_is_refused_logged_once_and_disturbs_nobody()
    {
        await using var client = await ConnectAsync(authority.Client());
        await Assert.ThrowsAsync<ServiceUnreachableException>(() => ConnectAsync(null));
        await Eventually.Get(() => Task.FromResult(silo.Log.Refusals.Count), count => count > 0, "the log naming it", Cancellation);
        Assert.Single(silo.Log.Refusals);
        Assert.Empty(await client.Runs.ListAsync(Cancellation));
    }

    [Fact]
    public async Task A_foreign_certificate_is_refused_logged_once_and_disturbs_nobody()
    {
        using var stranger = new TestAuthority();
        await using var client = await ConnectAsync(authority.Client());
        await Assert.ThrowsAsync<ServiceUnreachableException>(() => ConnectAsync(stranger.Client() with { Authority = authority.Authority }));
        Assert.Single(silo.Log.Refusals);
        Assert.Empty(await client.Runs.ListAsync(Cancellation));
    }

    [Fact]
    public async Task A_client_talks_to_no_silo_of_another_authority()
    {
        using var stranger = new TestAuthority();
        await Assert.ThrowsAsync<ServiceUnreachableException>(() => ConnectAsync(authority.Client() with { Authority = stranger.Authority }));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task At_the_silo_port_only_a_silo_of_the_authority_is_let_in(bool ofAuthority)
    {
        using var stranger = new TestAuthority();
        using var intruder = MutualTls.Load(ofAuthority ? authority.Client() : stranger.Silo() with { Authority = authority.Authority });
        for (var i = 0; i < 3; i++)
            await AssertTurnedAwayAsync(intruder);
        await Eventually.Get(() => Task.FromResult(silo.Log.Refusals.Count), count => count > 0, "the log naming it", Cancellation);
        Assert.Single(silo.Log.Refusals);
        await using var client = await ConnectAsync(authority.Client());
        Assert.Empty(await client.Runs.ListAsync(Cancellation));
    }

    [Fact]
    public async Task A_silo_of_the_authority_joins()
    {
        using var own = MutualTls.Load(authority.Silo());
        await using var second = await LoopbackSilo.StartAsync(tls: own, store: silo.Store, joining: silo.SiloPort);
        Assert.Equal(2, (await silo.Inside.GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true, Cancellation)).Count);
        Assert.Empty(silo.Log.Refusals);
    }

    [Fact]
    public async Task A_silo_with_a_foreign_certificate_does_not_join_is_logged_once_and_disturbs_nobody()
    {
        using var stranger = new TestAuthority();
        using var foreign = MutualTls.Load(stranger.Silo() with { Authority = authority.Authority });
        await using var client = await ConnectAsync(authority.Client());
        await Assert.ThrowsAnyAsync<Exception>(() => LoopbackSilo.StartAsync(tls: foreign, store: silo.Store, joining: silo.SiloPort));
        Assert.Single(silo.Log.Refusals);
        Assert.Single(await silo.Inside.GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true, Cancellation));
        Assert.Empty(await client.Runs.ListAsync(Cancellation));
    }

    [Fact]
    public async Task Streams_between_silos_are_wrapped_on_both_sides()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var near = new TcpClient();
        await near.ConnectAsync((IPEndPoint)listener.LocalEndpoint, Cancellation);
        using var far = await listener.AcceptTcpClientAsync(Cancellation);
        var accepting = tls.WrapAsync(far.GetStream(), accepted: true, Cancellation);
        await using var opened = await tls.WrapAsync(near.GetStream(), accepted: false, Cancellation);
        await using var accepted = await accepting;
        await opened.WriteAsync("weights"u8.ToArray(), Cancellation);
        var received = new byte[7];
        await accepted.ReadExactlyAsync(received, Cancellation);
        Assert.Equal("weights"u8.ToArray(), received);
    }

    private async Task AssertTurnedAwayAsync(MutualTls intruder)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, silo.SiloPort, Cancellation);
        var error = await Record.ExceptionAsync(async () =>
        {
            await using var stream = await intruder.OpenAsync(socket.GetStream(), Cancellation);
            await stream.ReadExactlyAsync(new byte[1], Cancellation); // TLS 1.3: the other side's refusal comes after the handshake
        });
        Assert.True(error is AuthenticationException or IOException, $"{error}");
    }

    private Task<MagistralClient> ConnectAsync(TlsFiles? files)
    {
        var options = silo.Options();
        options.Tls = files;
        options.ConnectTimeout = files is null || files.Authority != authority.Authority ? TimeSpan.FromSeconds(1) : TimeSpan.FromSeconds(3);
        options.ResponseTimeout = TimeSpan.FromSeconds(3);
        return MagistralClient.ConnectAsync(options, Cancellation);
    }
}
