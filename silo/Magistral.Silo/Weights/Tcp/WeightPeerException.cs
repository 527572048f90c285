using Magistral.Contracts;

namespace Magistral.Silo.Weights.Tcp;

/// <summary>The other side of a weight stream is gone, or does not speak as it should.</summary>
/// <param name="peer">Where it is.</param>
/// <param name="why">What it did.</param>
internal sealed class WeightPeerException(string peer, string why) : MagistralException(
    what: $"the weight stream with {peer} ended, {why}",
    remedy: "the weights go on to the next silo; look at that silo's log if it happens again");
