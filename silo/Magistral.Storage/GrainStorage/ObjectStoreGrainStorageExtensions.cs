using Magistral.Grains.Storage;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime.Hosting;
using Orleans.Serialization.Serializers;

namespace Magistral.Storage.GrainStorage;

/// <summary>Registers the grain storage on a silo.</summary>
public static class ObjectStoreGrainStorageExtensions
{
    /// <summary>Keeps grain states of this storage name in the <see cref="IObjectStore"/> that the services hold.</summary>
    /// <param name="silo">The silo being built; an <see cref="IObjectStore"/> is registered by someone else.</param>
    /// <param name="name">The name given in <c>[PersistentState]</c>.</param>
    /// <returns>The same builder.</returns>
    public static ISiloBuilder AddObjectStoreGrainStorage(this ISiloBuilder silo, string name)
    {
        ArgumentNullException.ThrowIfNull(silo);
        silo.Services.AddGrainStorage(name, (services, _) => new ObjectStoreGrainStorage(
            services.GetRequiredService<IObjectStore>(), services.GetRequiredService<IActivatorProvider>()));
        return silo.AddIncomingGrainCallFilter<StorageErrorFilter>();
    }
}
