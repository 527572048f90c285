using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Magistral.Silo.Security;

/// <summary>Puts the guard behind the gateway's listener. Orleans has a factory of listeners for each of its two ports, by keys of its own; which port is the gateway's tells the end point.</summary>
internal sealed class GatewayListening(IConnectionListenerFactory inner, GatewayGuard guard, IOptions<EndpointOptions> endpoints) : IConnectionListenerFactory
{
    /// <summary>Takes the place of the factories that are registered.</summary>
    public static void Register(IServiceCollection services)
    {
        for (var i = 0; i < services.Count; i++)
            if (services[i] is { IsKeyedService: true } known && known.ServiceType == typeof(IConnectionListenerFactory))
                services[i] = ServiceDescriptor.DescribeKeyed(typeof(IConnectionListenerFactory), known.ServiceKey, (provider, key) => new GatewayListening(
                    Create(known, provider, key), provider.GetRequiredService<GatewayGuard>(), provider.GetRequiredService<IOptions<EndpointOptions>>()), known.Lifetime);
    }

    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var listener = await inner.BindAsync(endpoint, cancellationToken);
        return (endpoint as IPEndPoint)?.Port == (endpoints.Value.GatewayListeningEndpoint?.Port ?? endpoints.Value.GatewayPort) ? new GatewayListener(listener, guard) : listener;
    }

    private static IConnectionListenerFactory Create(ServiceDescriptor known, IServiceProvider provider, object? key) => (IConnectionListenerFactory)(
        known.KeyedImplementationInstance ?? known.KeyedImplementationFactory?.Invoke(provider, key) ?? ActivatorUtilities.CreateInstance(provider, known.KeyedImplementationType!));
}
