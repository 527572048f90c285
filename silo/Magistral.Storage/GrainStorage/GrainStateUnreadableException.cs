using Magistral.Contracts;
using Magistral.Grains.Storage;

namespace Magistral.Storage.GrainStorage;

/// <summary>A grain's stored state is whole, but is not the JSON its class expects.</summary>
/// <param name="key">The object that holds the state.</param>
/// <param name="inner">Where the reader stopped.</param>
[GenerateSerializer, Alias("magistral.grain-state-unreadable")]
public sealed class GrainStateUnreadableException(StoreKey key, Exception inner) : MagistralException(
    what: $"the state {key} cannot be read ({inner?.Message})",
    remedy: "it was written by another version of the program: use that one, or delete the run",
    inner!);
