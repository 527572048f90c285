using Magistral.Contracts;

namespace Magistral.Engine.Weights;

/// <summary>Bytes that should describe weights do not.</summary>
/// <param name="why">What is wrong with them.</param>
public sealed class WeightManifestException(string why) : MagistralException(
    what: $"the description of weights cannot be read, {why}",
    remedy: "fetch the weights again from another silo of the run; all must run the same release");
