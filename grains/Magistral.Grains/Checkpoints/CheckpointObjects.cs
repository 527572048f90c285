using System.Globalization;
using Magistral.Grains.Storage;

namespace Magistral.Grains.Checkpoints;

/// <summary>Keys of the objects of checkpoints: <c>runs/RUN/checkpoints/STEP/ATTEMPT/PART</c>.</summary>
public static class CheckpointObjects
{
    /// <summary>The key of a part.</summary>
    public static StoreKey KeyOf(string runId, int step, int attempt, string part) => new(string.Create(CultureInfo.InvariantCulture, $"{PrefixOf(runId)}{step:D8}/{attempt}/{part}"));

    /// <summary>What the keys of all checkpoints of a run begin with.</summary>
    public static string PrefixOf(string runId) => $"{StoreKey.Of("runs", runId, "checkpoints")}/";

    /// <summary>The step and the attempt of a key below <see cref="PrefixOf"/>; null for one that no writer makes.</summary>
    public static (int Step, int Attempt)? Read(string runId, StoreKey key)
    {
        var segments = key.Value[PrefixOf(runId).Length..].Split('/');
        return segments.Length == 3
            && int.TryParse(segments[0], NumberStyles.None, CultureInfo.InvariantCulture, out var step)
            && int.TryParse(segments[1], NumberStyles.None, CultureInfo.InvariantCulture, out var attempt)
            && KeyOf(runId, step, attempt, segments[2]) == key
            ? (step, attempt)
            : null;
    }
}
