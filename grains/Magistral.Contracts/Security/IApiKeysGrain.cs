namespace Magistral.Contracts.Security;

/// <summary>The keys of the service, for its operators. Key: <see cref="Key"/>.</summary>
/// <remarks>Silos notice a change within seconds.</remarks>
[Alias("magistral.api-keys")]
public interface IApiKeysGrain : IGrainWithStringKey
{
    /// <summary>The key of the only one.</summary>
    const string Key = "all";

    /// <summary>Enters a key that the caller has made; entered again it changes nothing. The secret never travels.</summary>
    /// <param name="entry">What is to be known of it.</param>
    /// <param name="hash">Its SHA-256, 32 bytes.</param>
    /// <param name="cancellation">Ends the wait.</param>
    [Alias("enter"), ForClients(ClientAccess.Operator)]
    Task EnterAsync(ApiKeyEntry entry, byte[] hash, CancellationToken cancellation);

    /// <summary>Every key, oldest first.</summary>
    [Alias("list"), ForClients(ClientAccess.Operator)]
    Task<IReadOnlyList<ApiKeyEntry>> ListAsync(CancellationToken cancellation);

    /// <summary>Revokes a key, for good; revoked again it changes nothing.</summary>
    /// <returns>Whether there is one of that id.</returns>
    [Alias("revoke"), ForClients(ClientAccess.Operator)]
    Task<bool> RevokeAsync(string id, CancellationToken cancellation);
}
