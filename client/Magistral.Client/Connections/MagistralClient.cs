using Magistral.Client.Runs;
using Magistral.Client.Security;
using Magistral.Client.Tenants;
using Magistral.Contracts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Magistral.Client.Connections;

/// <summary>A connection to the service for a program without a host. In a generic host use <see cref="MagistralClientExtensions.AddMagistralClient"/>.</summary>
/// <remarks>Thread-safe. A lost gateway is replaced by itself; calls that failed in passing meanwhile are made again.</remarks>
public sealed class MagistralClient : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly IReadOnlyList<IHostedService> parts;

    private MagistralClient(ServiceProvider services) => (this.services, parts) = (services, [.. services.GetServices<IHostedService>()]);

    /// <summary>The runs of the client's tenant.</summary>
    public RunCatalog Runs => services.GetRequiredService<RunCatalog>();

    /// <summary>What tenants may have and what they have.</summary>
    public TenantCatalog Tenants => services.GetRequiredService<TenantCatalog>();

    /// <summary>The keys of the service, for its operators.</summary>
    public KeyCatalog Keys => services.GetRequiredService<KeyCatalog>();

    internal IGrainFactory Grains => services.GetRequiredService<IClusterClient>();

    /// <summary>Connects.</summary>
    /// <param name="options">Where the service is, and the key.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <param name="logging">Adds log providers; none by default.</param>
    /// <exception cref="ServiceUnreachableException">No gateway answered in time.</exception>
    /// <exception cref="MembershipUnavailableException">The Redis that knows the gateways did not.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; what it waited for, if it knows, is the inner exception.</exception>
    /// <exception cref="MagistralException">The options cannot be used.</exception>
    public static async Task<MagistralClient> ConnectAsync(MagistralClientOptions options, CancellationToken cancellation, Action<ILoggingBuilder>? logging = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        var services = new ServiceCollection();
        services.AddLogging(logs => logging?.Invoke(logs));
        services.AddMagistralClient(options);
        var client = new MagistralClient(services.BuildServiceProvider());
        try
        {
            using var late = new CancellationTokenSource(options.ConnectTimeout + options.ResponseTimeout);
            using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
            foreach (var part in client.parts)
                await part.StartAsync(linked.Token).WaitAsync(linked.Token);
            return client;
        }
        catch (Exception error)
        {
            var membership = client.services.GetRequiredService<MembershipContact>();
            await client.services.DisposeAsync();
            if (cancellation.IsCancellationRequested)
                throw new OperationCanceledException(error.Message, membership.Failure, cancellation);
            throw error is MagistralException ? error : membership.Failure ?? (Exception)new ServiceUnreachableException(WhereOf(options, membership), error);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var part in parts.Reverse())
            await part.StopAsync(CancellationToken.None);
        await services.DisposeAsync();
    }

    private static string WhereOf(MagistralClientOptions options, MembershipContact membership) =>
        options.Redis is not null ? $"the silos known to the Redis {membership.Redis}{(membership.NamesNone ? $", which knows none of cluster '{options.ClusterId}' (silos write themselves back into a Redis that lost its data, within seconds)" : "")}" : options.Gateways.Count > 0 ? string.Join(", ", options.Gateways) : "this machine";
}
