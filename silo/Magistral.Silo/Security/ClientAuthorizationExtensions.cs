using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Configuration;

namespace Magistral.Silo.Security;

/// <summary>Puts the door into a silo.</summary>
public static class ClientAuthorizationExtensions
{
    /// <summary>Checks every call from outside the cluster. Call it after <c>AddMagistralGrains</c>, whose store keeps the keys. An embedded silo has no gateway and needs none.</summary>
    /// <param name="silo">The silo being built.</param>
    /// <param name="options">Whom it lets in.</param>
    public static ISiloBuilder AddClientAuthorization(this ISiloBuilder silo, ClientAuthorizationOptions options)
    {
        silo.Services.TryAddSingleton(TimeProvider.System);
        silo.Services.TryAddSingleton<RefusalLog>();
        silo.Services.AddSingleton(options).AddSingleton(options.Frames).AddSingleton<KnownKeys>().AddSingleton<GatewayGuard>().AddSingleton<GatewayMemory>().AddSingleton<GatewaySockets>();
        // behind TLS, which is configured before
        silo.Services.AddOptions<SiloConnectionOptions>().PostConfigure<GatewayGuard>((connections, guard) => connections.ConfigureGatewayInboundConnection(guard.Use));
        GatewayListening.Register(silo.Services);
        return silo.AddIncomingGrainCallFilter<ClientAuthorizationFilter>();
    }
}
