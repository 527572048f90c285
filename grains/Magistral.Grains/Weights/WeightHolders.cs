using Magistral.Contracts.Weights;
using Magistral.Method.Generation;

namespace Magistral.Grains.Weights;

/// <summary>Who holds a run's weights: each for as long as it says so.</summary>
/// <remarks>Belongs to one grain.</remarks>
/// <param name="clock">Tells who has said nothing for too long.</param>
internal sealed class WeightHolders(TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Dictionary<WeightEndpoint, (WeightVersion? Version, long SaidAt)> holders = [];

    public void Note(WeightEndpoint endpoint, WeightVersion? version) => holders[endpoint] = (version, clock.GetTimestamp());

    public void Forget(WeightEndpoint endpoint) => holders.Remove(endpoint);

    /// <summary>By endpoint, so that a chain through them is the same every time.</summary>
    public IReadOnlyList<WeightHolder> List() =>
    [
        .. from holder in holders
           where clock.GetElapsedTime(holder.Value.SaidAt) <= Patience
           orderby holder.Key.Host, holder.Key.Port
           select new WeightHolder(holder.Key, holder.Value.Version),
    ];
}
