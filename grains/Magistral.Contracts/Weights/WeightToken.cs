using System.Security.Cryptography;

namespace Magistral.Contracts.Weights;

/// <summary>The secret by which the silos of a run know each other on weight streams. One a run, random; never printed, and never sent on a stream.</summary>
/// <param name="Secret">256 random bits, Base64.</param>
[GenerateSerializer, Immutable, Alias("magistral.weight-token")]
public readonly record struct WeightToken([property: Id(0)] string Secret)
{
    private const int SecretBytes = 32;

    /// <summary>A new secret.</summary>
    public static WeightToken Create() => new(Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes)));

    /// <summary>Not the secret.</summary>
    public override string ToString() => "(secret)";
}
