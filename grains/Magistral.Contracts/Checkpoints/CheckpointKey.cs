using System.Globalization;

namespace Magistral.Contracts.Checkpoints;

/// <summary>Names a checkpoint: the run and the updates in its weights.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Step">0 or more.</param>
[GenerateSerializer, Immutable, Alias("magistral.checkpoint-key")]
public readonly record struct CheckpointKey([property: Id(0)] string RunId, [property: Id(1)] int Step)
{
    /// <summary>Reads the key of a checkpoint grain.</summary>
    /// <exception cref="FormatException">It is not <c>run id/step</c>.</exception>
    public static CheckpointKey Parse(string grainKey)
    {
        var slash = grainKey.LastIndexOf('/');
        return slash > 0 && int.TryParse(grainKey.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var step)
            ? new(grainKey[..slash], step)
            : throw new FormatException($"'{grainKey}' is not the key of a checkpoint: write 'run id/step'");
    }

    /// <summary>The key of the checkpoint's grain.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{RunId}/{Step}");
}
