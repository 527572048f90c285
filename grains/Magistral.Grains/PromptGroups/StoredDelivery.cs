using Magistral.Contracts.PromptGroups;

namespace Magistral.Grains.PromptGroups;

/// <summary>Rollouts of a group as they are stored, once, together as they were delivered.</summary>
/// <param name="At">When they came.</param>
/// <param name="Delivery">What came, without what the group had.</param>
[GenerateSerializer, Immutable, Alias("magistral.stored-delivery")]
public sealed record StoredDelivery([property: Id(0)] DateTimeOffset At, [property: Id(1)] RolloutDelivery Delivery);
