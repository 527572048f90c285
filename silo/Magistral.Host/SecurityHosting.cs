using Magistral.Contracts.Security;
using Magistral.Grains.Security;
using Magistral.Grains.Storage;
using Magistral.Host.Configuration;
using Magistral.Silo.Security;
using Microsoft.Extensions.DependencyInjection;

namespace Magistral.Host;

/// <summary>The door of a silo: keys and TLS as the settings say.</summary>
internal static class SecurityHosting
{
    private const string KeysUse = "magistral-silo keys create TENANT [--operator] | list | revoke ID, then the options of the store";

    /// <summary>The silo's side of mutual TLS; null where the settings name no certificate.</summary>
    /// <exception cref="TlsException">A file cannot be used.</exception>
    public static MutualTls? TlsOf(SecuritySettings settings) =>
        settings.HasTls ? MutualTls.Load(new(settings.Certificate, settings.CertificateKey, settings.Authority)) : null;

    /// <summary>Adds the door, and TLS if there is a certificate.</summary>
    public static void AddSecurity(this ISiloBuilder silo, SecuritySettings settings, MutualTls? tls)
    {
        silo.AddClientAuthorization(new ClientAuthorizationOptions
        {
            KeysRequired = settings.RequireKeys,
            Frames = new()
            {
                MostFirstMessageBytes = settings.MostFirstMessageBytes,
                MostMessageBytes = settings.MostMessageBytes,
                MostPendingBytes = settings.MostPendingBytes,
                MostConnections = settings.MostConnections,
                MostOpenings = settings.MostOpenings,
                OpeningPatience = TimeSpan.FromSeconds(settings.OpeningSeconds),
            },
        });
        if (tls is null)
            return;
        silo.Services.AddSingleton(_ => tls); // disposed with the host
        silo.AddMutualTls(tls);
    }

    /// <summary>Splits the words of a <c>keys</c> command from the options behind it.</summary>
    public static (IReadOnlyList<string> Words, string[] Options) Split(string[] arguments)
    {
        var words = arguments.TakeWhile(argument => !argument.StartsWith("--", StringComparison.Ordinal) || argument == "--operator").ToArray();
        return (words, arguments[words.Length..]);
    }

    /// <summary>Makes, lists or revokes keys in the store: also while no silo runs, as for the first key.</summary>
    /// <exception cref="SettingsException">The words are no such command.</exception>
    public static async Task ChangeKeysAsync(IReadOnlyList<string> words, IObjectStore store, TextWriter output)
    {
        var keys = new ApiKeyStore(store, TimeProvider.System);
        switch (words)
        {
            case ["keys", "create", var tenant]:
                await output.WriteLineAsync((await keys.CreateAsync(tenant, isOperator: false, CancellationToken.None)).Text);
                break;
            case ["keys", "create", var tenant, "--operator"]:
                await output.WriteLineAsync((await keys.CreateAsync(tenant, isOperator: true, CancellationToken.None)).Text);
                break;
            case ["keys", "list"]:
                foreach (var (entry, _) in await keys.ReadAsync(CancellationToken.None))
                    await output.WriteLineAsync($"{entry.Id}  {entry.Tenant}{(entry.IsOperator ? "  operator" : "")}  {entry.CreatedAt:u}{(entry.RevokedAt is { } at ? $"  revoked {at:u}" : "")}");
                break;
            case ["keys", "revoke", var id]:
                await output.WriteLineAsync(await keys.RevokeAsync(id, CancellationToken.None) ? $"{id} is revoked" : throw new SettingsException($"there is no key {id}", "`magistral-silo keys list` shows the keys there are"));
                break;
            default:
                throw new SettingsException($"'{string.Join(' ', words)}' is no command", $"use {KeysUse}");
        }
    }
}
