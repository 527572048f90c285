using Magistral.Contracts.Silos;
using Magistral.Grains.Runs;
using Magistral.Grains.Storage;
using Magistral.Host.Configuration;
using Magistral.Silo;
using Magistral.Silo.Hosting;
using Magistral.Silo.Weights.Tcp;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using StackExchange.Redis;

namespace Magistral.Host;

/// <summary>Puts a silo together from its settings.</summary>
internal static class SiloHost
{
    /// <summary>How long a silo may take to hand back what it has in flight.</summary>
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(25);

    /// <summary>Adds the silo to a host.</summary>
    public static void AddMagistralSilo(this HostApplicationBuilder host, HostSettings settings, IObjectStore store)
    {
        var identity = SettingsReader.IdentityOf(settings);
        var tls = SecurityHosting.TlsOf(settings.Security);
        host.UseOrleans(silo =>
        {
            silo.Configure<ClusterOptions>(cluster =>
            {
                cluster.ClusterId = settings.Cluster.Id;
                cluster.ServiceId = settings.Cluster.Id;
            });
            silo.Configure<SiloOptions>(options => options.SiloName = settings.Name);
            if (settings.Cluster.Redis.Length > 0)
                silo.UseRedisClustering(redis => redis.ConfigurationOptions = RedisOf(settings.Cluster.Redis));
            else
                silo.UseLocalhostClustering(settings.Endpoints.SiloPort, settings.Endpoints.GatewayPort, serviceId: settings.Cluster.Id, clusterId: settings.Cluster.Id);
            silo.Configure<EndpointOptions>(endpoint =>
            {
                endpoint.AdvertisedIPAddress = SettingsReader.AddressOf(settings);
                endpoint.SiloPort = settings.Endpoints.SiloPort;
                endpoint.GatewayPort = settings.Endpoints.GatewayPort;
            });
            silo.Configure<ClusterMembershipOptions>(Membership);
            silo.Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = TimeSpan.FromSeconds(15));
            silo.Services.AddSingleton(SettingsReader.FoldersOf(settings.Security));
            silo.Services.AddSingleton(settings.Quotas.OfTenant()).AddSingleton(new ServiceCapacity(settings.Quotas.RunsAtOnceOfAll));
            silo.AddMagistralGrains(store, identity);
            silo.AddSecurity(settings.Security, tls);
        });
        if (settings.Cluster.Redis.Length > 0)
            host.Services.AddHostedService<MembershipRestorer>();
        if ((identity.Roles & (SiloRoles.Trainer | SiloRoles.Generator)) != 0)
            host.Services.AddWeightStreams(new TcpWeightOptions { Address = SettingsReader.AddressOf(settings), Port = settings.Endpoints.WeightsPort, Wrap = tls is null ? null : tls.WrapAsync });
        host.Services.AddMagistralWorkers(ResourcesOf(settings), identity.Roles);
        host.Services.Configure<HostOptions>(options => options.ShutdownTimeout = StopPatience);
    }

    private static SiloResources ResourcesOf(HostSettings settings) => new()
    {
        Name = settings.Name,
        Device = settings.Device,
        MostRunBytes = settings.MostRunBytes,
        IsSupervised = true,
        JournalTokens = settings.Journal.GapTokens,
        JournalPeriod = TimeSpan.FromSeconds(settings.Journal.PeriodSeconds),
    };

    /// <summary>A killed silo is declared dead within two seconds, a frozen one within thirteen.</summary>
    private static void Membership(ClusterMembershipOptions options)
    {
        options.ProbeTimeout = TimeSpan.FromSeconds(1);
        options.NumMissedProbesLimit = 3;
        options.TableRefreshTimeout = TimeSpan.FromSeconds(10);
        options.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
    }

    private static ConfigurationOptions RedisOf(string text)
    {
        try
        {
            var options = ConfigurationOptions.Parse(text);
            options.AbortOnConnectFail = false; // it may start after the silo
            return options;
        }
        catch (ArgumentException)
        {
            throw new SettingsException("Cluster:Redis cannot be read", "write it as HOST:PORT,password=…"); // the text may hold a password
        }
    }
}
