using Magistral.Contracts;
using Magistral.Contracts.Security;

namespace Magistral.Client.Security;

/// <summary>The keys of a service, for its operators. Thread-safe.</summary>
/// <param name="grains">The way to the silo.</param>
/// <param name="clock">Dates new keys.</param>
public sealed class KeyCatalog(IGrainFactory grains, TimeProvider clock)
{
    private IApiKeysGrain Keys => grains.GetGrain<IApiKeysGrain>(IApiKeysGrain.Key);

    /// <summary>Makes a key; its secret is made here and sent to nobody.</summary>
    /// <param name="tenant">Whose it is: [a-z0-9][a-z0-9-]{0,62}.</param>
    /// <param name="isOperator">Whether it may manage keys.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="AccessDeniedException">The client's own key is not an operator's.</exception>
    /// <exception cref="MagistralException">The tenant's name is none.</exception>
    public async Task<ApiKey> CreateAsync(string tenant, bool isOperator, CancellationToken cancellation)
    {
        var key = ApiKey.New(tenant);
        await Keys.EnterAsync(new(key.Id, tenant, isOperator, clock.GetUtcNow(), null), key.Hash, cancellation);
        return key;
    }

    /// <summary>Every key, oldest first.</summary>
    /// <exception cref="AccessDeniedException">The client's own key is not an operator's.</exception>
    public Task<IReadOnlyList<ApiKeyEntry>> ListAsync(CancellationToken cancellation) => Keys.ListAsync(cancellation);

    /// <summary>Revokes a key, for good and within seconds.</summary>
    /// <returns>Whether there is one of that id.</returns>
    /// <exception cref="AccessDeniedException">The client's own key is not an operator's.</exception>
    public Task<bool> RevokeAsync(string id, CancellationToken cancellation) => Keys.RevokeAsync(id, cancellation);
}
