using Magistral.Contracts.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Configuration;

namespace Magistral.Silo.Security;

/// <summary>Puts mutual TLS into a silo.</summary>
public static class TlsExtensions
{
    /// <summary>Encrypts the connections between silos and from clients; what has no certificate of the service's authority is turned away,
    /// and what has no silo's certificate speaks to the gateway alone.</summary>
    /// <param name="silo">The silo being built.</param>
    /// <param name="tls">This silo's certificate and authorities; disposed by the caller, after the silo.</param>
    /// <exception cref="TlsException">The certificate is not a silo's.</exception>
    /// <remarks>For weight streams give <see cref="MutualTls.WrapAsync"/> to <c>TcpWeightOptions.Wrap</c>.</remarks>
    public static ISiloBuilder AddMutualTls(this ISiloBuilder silo, MutualTls tls)
    {
        ArgumentNullException.ThrowIfNull(tls);
        if (!tls.IsSilo)
            throw new TlsException("the silo's certificate is not for a silo", $"make one with {MutualTls.SiloName} among its DNS names");
        silo.Services.TryAddSingleton(TimeProvider.System);
        silo.Services.TryAddSingleton<RefusalLog>();
        silo.Services.AddOptions<SiloConnectionOptions>().Configure<RefusalLog>((connections, refusals) =>
        {
            connections.ConfigureSiloInboundConnection(inbound => inbound.UseTlsServer(tls, fromSilo: true, (from, why) => refusals.Note($"a connection to the silo port from {from}", why)));
            connections.ConfigureGatewayInboundConnection(inbound => inbound.UseTlsServer(tls, fromSilo: false, (from, why) => refusals.Note($"a connection to the gateway from {from}", why)));
            connections.ConfigureSiloOutboundConnection(outbound => outbound.UseTlsClient(tls, (to, why) => refusals.Note($"a connection to the silo at {to}", why)));
        });
        return silo;
    }
}
