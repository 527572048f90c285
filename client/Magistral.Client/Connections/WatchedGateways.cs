using Microsoft.Extensions.DependencyInjection;
using Orleans.Messaging;

namespace Magistral.Client.Connections;

/// <summary>
/// The list of gateways as Orleans reads it from Redis, which notes whether it could be read. One that is empty all at once comes from a Redis that lost its
/// data: Orleans would leave every gateway, so that what was known last holds for a while, until the silos have written themselves back.
/// </summary>
internal sealed class WatchedGateways(IGatewayListProvider inner, MembershipContact contact, TimeProvider clock) : IGatewayListProvider
{
    private static readonly TimeSpan Trust = TimeSpan.FromMinutes(1);
    private IList<Uri> last = [];
    private long lastAt;

    public TimeSpan MaxStaleness => inner.MaxStaleness;

    [Obsolete("Orleans asks for it no more.")]
    public bool IsUpdatable => inner.IsUpdatable;

    /// <summary>Takes the place of the list that is registered.</summary>
    public static void Register(IServiceCollection services)
    {
        var known = services.Last(service => service.ServiceType == typeof(IGatewayListProvider));
        services.Remove(known);
        services.AddSingleton<IGatewayListProvider>(provider => new WatchedGateways(
            (IGatewayListProvider)(known.ImplementationInstance ?? known.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, known.ImplementationType!)),
            provider.GetRequiredService<MembershipContact>(), provider.GetRequiredService<TimeProvider>()));
    }

    public async Task<IList<Uri>> GetGateways()
    {
        var gateways = await contact.AskAsync(inner.GetGateways);
        if (gateways.Count == 0 && last.Count > 0 && clock.GetElapsedTime(lastAt) < Trust)
            return last;
        (last, lastAt) = (gateways, clock.GetTimestamp());
        return gateways;
    }

    public Task InitializeGatewayListProvider() => contact.AttemptAsync(async () =>
    {
        await inner.InitializeGatewayListProvider();
        return true;
    });
}
