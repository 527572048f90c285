using Magistral.Contracts;

namespace Magistral.Grains.Storage;

/// <summary>What is stored under a key is not what was put there: torn by a loss of power, or changed by someone else.</summary>
/// <param name="key">The object.</param>
/// <param name="expected">The hash or shape that was recorded.</param>
/// <param name="found">What was found instead.</param>
[GenerateSerializer, Alias("magistral.object-corrupted")]
public sealed class ObjectCorruptedException(StoreKey key, string expected, string found) : MagistralException(
    what: $"object {key} is damaged, expected {expected} and found {found}",
    remedy: "restore it from a copy or delete it; a run falls back to its last whole checkpoint")
{
    /// <summary>Key of the object whose content does not match its hash or form.</summary>
    [Id(0)]
    public StoreKey Key { get; } = key;

    /// <summary>The hash or shape that was recorded.</summary>
    [Id(1)]
    public string Expected { get; } = expected;

    /// <summary>What was found instead.</summary>
    [Id(2)]
    public string Found { get; } = found;
}
