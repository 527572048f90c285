using System.Net;
using System.Net.Sockets;
using Magistral.Client.Runs;
using Magistral.Client.Security;
using Magistral.Client.Tenants;
using Magistral.Contracts;
using Magistral.Contracts.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using StackExchange.Redis;

namespace Magistral.Client.Connections;

/// <summary>Adds the service's client to an application.</summary>
public static class MagistralClientExtensions
{
    private const int DefaultGatewayPort = 30000;
    private static readonly TimeSpan ConnectPause = TimeSpan.FromMilliseconds(200);

    /// <summary>Registers <see cref="RunCatalog"/>, <see cref="TenantCatalog"/> and <see cref="KeyCatalog"/>; the client connects when the host starts, and goes on looking until
    /// <see cref="MagistralClientOptions.ConnectTimeout"/>.</summary>
    /// <param name="services">Of the host.</param>
    /// <param name="options">Where the service is, and the key.</param>
    /// <exception cref="MagistralException">A gateway, the key or a certificate is not one.</exception>
    public static IServiceCollection AddMagistralClient(this IServiceCollection services, MagistralClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var tenant = TenantOf(options);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options).AddSingleton<MembershipContact>();
        services.AddOrleansClient(client => Configure(client, options));
        services.AddSingleton(provider => new RunCatalog(provider.GetRequiredService<IClusterClient>(), tenant));
        services.AddSingleton(provider => new TenantCatalog(provider.GetRequiredService<IClusterClient>(), tenant));
        services.AddSingleton(provider => new KeyCatalog(provider.GetRequiredService<IClusterClient>(), provider.GetRequiredService<TimeProvider>()));
        return services;
    }

    private static string TenantOf(MagistralClientOptions options)
    {
        if (options.ApiKey is null)
            return options.Tenant;
        return ApiKey.TryParse(options.ApiKey)?.Tenant ?? throw new MagistralException("the API key is none", "give it as it was made: magistral.TENANT.ID.SECRET");
    }

    private static void Configure(IClientBuilder client, MagistralClientOptions options)
    {
        client.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (options.ClusterId, options.ClusterId));
        client.Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = options.ResponseTimeout);
        client.Configure<GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = TimeSpan.FromSeconds(5));
        client.AddOutgoingGrainCallFilter<CallRetries>();
        client.Services.AddSingleton<IClientConnectionRetryFilter>(new ConnectRetries(options.ConnectTimeout, ConnectPause));
        if (options.Redis is { } redis)
        {
            client.UseRedisClustering(clustering => clustering.ConfigurationOptions = RedisOf(redis));
            WatchedGateways.Register(client.Services);
        }
        else
        {
            client.UseStaticClustering([.. (options.Gateways.Count > 0 ? options.Gateways : [$"127.0.0.1:{DefaultGatewayPort}"]).Select(EndpointOf)]);
        }
        if (options.Tls is not { } files)
            return;
        var tls = MutualTls.Load(files);
        client.Services.AddSingleton(_ => tls); // disposed with the application
        client.Services.AddOptions<ClientConnectionOptions>().Configure<ILoggerFactory>((connections, logs) =>
            connections.ConfigureConnection(outbound => outbound.UseTlsClient(tls, (to, why) => TlsLog.LogNotOpened(logs.CreateLogger<MagistralClient>(), to, why))));
    }

    private static IPEndPoint EndpointOf(string gateway)
    {
        if (IPEndPoint.TryParse(gateway, out var literal) && gateway.Contains(':', StringComparison.Ordinal) && literal.Port > 0)
            return literal;
        var colon = gateway.LastIndexOf(':');
        try
        {
            if (colon > 0 && ushort.TryParse(gateway.AsSpan(colon + 1), out var port) && port > 0)
                return new(Dns.GetHostAddresses(gateway[..colon]).OrderBy(address => address.AddressFamily == AddressFamily.InterNetwork ? 0 : 1).First(), port);
        }
        catch (SocketException error)
        {
            throw new MagistralException($"the gateway '{gateway}' has no address, {error.Message.TrimEnd('.')}", "write it as HOST:PORT");
        }
        throw new MagistralException($"'{gateway}' is no gateway", "write it as HOST:PORT");
    }

    private static ConfigurationOptions RedisOf(string text)
    {
        try
        {
            var options = ConfigurationOptions.Parse(text);
            options.ConnectRetry = 1; // the client tries again itself, and says so
            return options;
        }
        catch (ArgumentException)
        {
            throw new MagistralException("the address of the Redis cannot be read", "write it as HOST:PORT,password=…"); // the text may hold a password
        }
    }
}
