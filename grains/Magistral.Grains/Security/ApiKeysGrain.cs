using Magistral.Contracts.Security;
using Magistral.Contracts.Silos;
using Magistral.Grains.Placement;
using Magistral.Grains.Storage;

namespace Magistral.Grains.Security;

/// <summary>The grain of the keys. It keeps nothing: the store has them.</summary>
[GrainType("api-keys"), RequireRole(SiloRoles.Coordinator)]
public sealed class ApiKeysGrain(IObjectStore store, TimeProvider clock) : Grain, IApiKeysGrain
{
    private readonly ApiKeyStore keys = new(store, clock);

    /// <inheritdoc/>
    public Task EnterAsync(ApiKeyEntry entry, byte[] hash, CancellationToken cancellation) => keys.EnterAsync(entry, hash, cancellation);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ApiKeyEntry>> ListAsync(CancellationToken cancellation) => [.. (await keys.ReadAsync(cancellation)).Select(key => key.Entry)];

    /// <inheritdoc/>
    public Task<bool> RevokeAsync(string id, CancellationToken cancellation) => keys.RevokeAsync(id, cancellation);
}
