namespace Magistral.Contracts.Weights;

/// <summary>Where a silo hands out and takes in weights.</summary>
/// <param name="Host">Name or address that other silos reach.</param>
/// <param name="Port">TCP port, 1 to 65535.</param>
[GenerateSerializer, Immutable, Alias("magistral.weight-endpoint")]
public readonly record struct WeightEndpoint([property: Id(0)] string Host, [property: Id(1)] int Port)
{
    /// <summary>As in <c>10.0.0.7:11500</c>.</summary>
    public override string ToString() => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}
