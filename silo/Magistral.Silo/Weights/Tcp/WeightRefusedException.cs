using Magistral.Contracts;

namespace Magistral.Silo.Weights.Tcp;

/// <summary>The other side of a weight stream will not have what is offered, or has not what is asked for.</summary>
/// <param name="reason">Why.</param>
internal sealed class WeightRefusedException(WeightRefusal reason) : MagistralException(
    what: $"the other side of a weight stream refused, {reason}",
    remedy: "nothing is lost: the receiver fetches what it lacks by itself")
{
    public WeightRefusal Reason { get; } = reason;
}
