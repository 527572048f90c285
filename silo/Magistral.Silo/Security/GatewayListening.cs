using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Magistral.Silo.Security;

/// <summary>Puts sockets of its own and the guard behind the gateway's port. Orleans has a factory of listeners for each of its two ports, by keys of its own;
/// which port is the gateway's tells the end point.</summary>
internal sealed class GatewayListening(IConnectionListenerFactory inner, GatewaySockets sockets, GatewayGuard guard, IOptions<EndpointOptions> endpoints) : IConnectionListenerFactory
{
    /// <summary>Takes the place of the factories that are registered.</summary>
    public static void Register(IServiceCollection services)
    {
        for (var i = 0; i < services.Count; i++)
            if (services[i] is { IsKeyedService: true } known && known.ServiceType == typeof(IConnectionListenerFactory))
                services[i] = ServiceDescriptor.DescribeKeyed(typeof(IConnectionListenerFactory), known.ServiceKey, (provider, key) => new GatewayListening(
                    Create(known, provider, key), provider.GetRequiredService<GatewaySockets>(), provider.GetRequiredService<GatewayGuard>(),
                    provider.GetRequiredService<IOptions<EndpointOptions>>()), known.Lifetime);
    }

    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var isGateway = (endpoint as IPEndPoint)?.Port == (endpoints.Value.GatewayListeningEndpoint?.Port ?? endpoints.Value.GatewayPort);
        return isGateway ? new GatewayListener(await sockets.BindAsync(endpoint, cancellationToken), guard) : await inner.BindAsync(endpoint, cancellationToken);
    }

    private static IConnectionListenerFactory Create(ServiceDescriptor known, IServiceProvider provider, object? key) => (IConnectionListenerFactory)(
        known.KeyedImplementationInstance ?? known.KeyedImplementationFactory?.Invoke(provider, key) ?? ActivatorUtilities.CreateInstance(provider, known.KeyedImplementationType!));
}
