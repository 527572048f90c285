using System.Globalization;

namespace Magistral.Contracts.PromptGroups;

/// <summary>Names a prompt group: the run and the group's number in it.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Number">1 or more, never reused.</param>
[GenerateSerializer, Immutable, Alias("magistral.group-key")]
public readonly record struct GroupKey([property: Id(0)] string RunId, [property: Id(1)] int Number)
{
    /// <summary>Reads the key of a prompt group grain.</summary>
    /// <exception cref="FormatException">It is not <c>run id/group number</c>.</exception>
    public static GroupKey Parse(string grainKey)
    {
        var slash = grainKey.LastIndexOf('/');
        return slash > 0 && int.TryParse(grainKey.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new(grainKey[..slash], number)
            : throw new FormatException($"'{grainKey}' is not the key of a prompt group: write 'run id/group number'");
    }

    /// <summary>The key of the group's grain.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{RunId}/{Number}");
}
