using Magistral.Client.Connections;
using Magistral.Client.Runs;
using Magistral.Contracts;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Security;
using Magistral.Contracts.Specs;
using Magistral.Testing;

namespace Magistral.Client.Tests.Service;

public sealed class ClientAuthorizationTests : IAsyncLifetime
{
    private LoopbackSilo silo = null!;
    private ApiKey key = null!;
    private MagistralClient client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        silo = await LoopbackSilo.StartAsync(keysRequired: true);
        key = await silo.Keys.CreateAsync("mine", isOperator: false, Cancellation);
        client = await silo.ConnectAsync(key);
    }

    public async ValueTask DisposeAsync()
    {
        await client.DisposeAsync();
        await silo.DisposeAsync();
    }

    [Fact]
    public async Task A_call_with_a_key_reaches_its_tenants_runs()
    {
        var run = await client.Runs.SubmitAsync(SmallSpec.Of("own"), Cancellation);
        Assert.Equal("own", (await run.OverviewAsync(Cancellation)).Run.Spec.Name);
    }

    [Fact]
    public async Task A_call_without_a_key_is_refused_and_logged_once()
    {
        await using var stranger = await silo.ConnectAsync();
        for (var i = 0; i < 3; i++)
            await Assert.ThrowsAsync<AccessDeniedException>(() => stranger.Runs.ListAsync(Cancellation));
        Assert.Single(silo.Log.Refusals);
        Assert.Empty(await client.Runs.ListAsync(Cancellation));
    }

    [Fact]
    public async Task A_wrong_key_is_refused_and_logged_once_without_its_secret()
    {
        var wrong = ApiKey.New("mine");
        await using var stranger = await silo.ConnectAsync(wrong);
        for (var i = 0; i < 3; i++)
            await Assert.ThrowsAsync<AccessDeniedException>(() => stranger.Runs.ListAsync(Cancellation));
        Assert.Single(silo.Log.Refusals);
        AssertNoSecret(wrong);
    }

    [Fact]
    public async Task A_revoked_key_is_refused_within_seconds()
    {
        await client.Runs.ListAsync(Cancellation);
        await silo.Keys.RevokeAsync(key.Id, Cancellation);
        var refusal = await Eventually.Get<Exception?>(async () => await Record.ExceptionAsync(() => client.Runs.ListAsync(Cancellation)), error => error is not null, "the refusal", Cancellation);
        Assert.IsType<AccessDeniedException>(refusal);
        AssertNoSecret(key);
    }

    [Fact]
    public async Task Another_tenants_runs_do_not_exist_for_a_key()
    {
        var run = await client.Runs.SubmitAsync(SmallSpec.Of("private"), Cancellation);
        await using var other = await silo.ConnectAsync(await silo.Keys.CreateAsync("other", isOperator: false, Cancellation));
        Assert.Null(await other.Runs.TryFindAsync(run.Id, Cancellation));
        var guessed = new RunHandle(GrainsOf(other), run.Id);
        await Assert.ThrowsAsync<RunNotFoundException>(() => guessed.OverviewAsync(Cancellation));
        await Assert.ThrowsAsync<RunNotFoundException>(() => guessed.CancelAsync(Cancellation));
        await Assert.ThrowsAsync<RunNotFoundException>(() => guessed.Groups.ShowAsync(1, Cancellation));
        await Assert.ThrowsAsync<AccessDeniedException>(() => new RunCatalog(GrainsOf(other), "mine").ListAsync(Cancellation));
        Assert.Equal(RunLifecycle.Created, (await run.OverviewAsync(Cancellation)).Run.State);
    }

    [Fact]
    public async Task A_spec_names_nothing_outside_the_folders_of_the_service()
    {
        var refused = await Assert.ThrowsAsync<RunSpecException>(() => client.Runs.SubmitAsync(SmallSpec.Of("curious") with { Model = new ModelSpec { Path = "/etc" } }, Cancellation));
        Assert.Contains("may not read /etc", refused.Message, StringComparison.Ordinal);
        Assert.Empty(await client.Runs.ListAsync(Cancellation));
    }

    [Fact]
    public async Task Calls_between_silos_are_not_for_clients()
    {
        var run = await client.Runs.SubmitAsync(SmallSpec.Of("inner"), Cancellation);
        await Assert.ThrowsAsync<AccessDeniedException>(() => run.Run.EraseAsync(Cancellation));
        await Assert.ThrowsAsync<AccessDeniedException>(() => run.Run.BeginTermAsync("me", Cancellation));
        await Assert.ThrowsAsync<AccessDeniedException>(() => GrainsOf(client).GetGrain<Contracts.Weights.IWeightsGrain>(run.Id).TokenAsync(Cancellation));
        await Assert.ThrowsAsync<AccessDeniedException>(() => GrainsOf(client).GetGrain<IManagementGrain>(0).GetTotalActivationCount(Cancellation));
    }

    [Fact]
    public async Task Only_an_operator_makes_and_revokes_keys()
    {
        await Assert.ThrowsAsync<AccessDeniedException>(() => client.Keys.ListAsync(Cancellation));
        await using var operating = await silo.ConnectAsync(await silo.Keys.CreateAsync("operations", isOperator: true, Cancellation));
        var made = await operating.Keys.CreateAsync("third", isOperator: false, Cancellation);
        await using var third = await silo.ConnectAsync(made);
        await Eventually.Get<Exception?>(async () => await Record.ExceptionAsync(() => third.Runs.ListAsync(Cancellation)), error => error is null, "the new key holding", Cancellation);
        Assert.True(await operating.Keys.RevokeAsync(made.Id, Cancellation));
        Assert.Contains(await operating.Keys.ListAsync(Cancellation), entry => entry.Id == made.Id && entry.RevokedAt is not null);
        Assert.Single(await GrainsOf(operating).GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true, Cancellation));
        await Assert.ThrowsAsync<AccessDeniedException>(() => GrainsOf(client).GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true, Cancellation));
    }

    [Fact]
    public async Task What_a_run_stores_and_shows_holds_no_secret()
    {
        var run = await client.Runs.SubmitAsync(SmallSpec.Of("silent"), Cancellation);
        await run.OverviewAsync(Cancellation);
        await foreach (var entry in silo.Store.ListAsync("", Cancellation))
            Assert.DoesNotContain(Secret(key), System.Text.Encoding.UTF8.GetString((await silo.Store.GetAsync(entry.Key, Cancellation))!.Content.Span), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret(key), key.ToString(), StringComparison.Ordinal);
        AssertNoSecret(key);
    }

    [Fact]
    public void A_text_that_is_no_key_is_refused_before_anything_is_sent() =>
        Assert.Throws<MagistralException>(() => new Microsoft.Extensions.DependencyInjection.ServiceCollection().AddMagistralClient(new() { ApiKey = "let-me-in" }));

    private static IGrainFactory GrainsOf(MagistralClient client) => client.Grains;

    private static string Secret(ApiKey key) => key.Text.Split('.')[^1];

    private void AssertNoSecret(ApiKey secret)
    {
        Assert.All(silo.Log.Lines, line => Assert.DoesNotContain(Secret(secret), line, StringComparison.Ordinal));
        Assert.All(silo.Log.Lines, line => Assert.DoesNotContain(Convert.ToHexStringLower(secret.Hash), line, StringComparison.Ordinal));
    }
}
