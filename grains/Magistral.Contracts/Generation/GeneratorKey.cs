namespace Magistral.Contracts.Generation;

/// <summary>Names a generator: the run it works on, its silo and the device it computes on.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Silo">Name of the silo.</param>
/// <param name="Device">Such as <c>cpu</c> or <c>cuda:0</c>.</param>
[GenerateSerializer, Immutable, Alias("magistral.generator-key")]
public readonly record struct GeneratorKey([property: Id(0)] string RunId, [property: Id(1)] string Silo, [property: Id(2)] string Device)
{
    /// <summary>Reads the key of a generator grain.</summary>
    /// <exception cref="FormatException">It is not <c>run id/silo/device</c>.</exception>
    public static GeneratorKey Parse(string grainKey) => grainKey.Split('/') is [{ Length: > 0 } runId, { Length: > 0 } silo, { Length: > 0 } device]
        ? new(runId, silo, device)
        : throw new FormatException($"'{grainKey}' is not the key of a generator: write 'run id/silo/device'");

    /// <summary>The key of the generator's grain.</summary>
    public override string ToString() => $"{RunId}/{Silo}/{Device}";
}
