using System.Text.Json.Serialization;
using Magistral.Contracts.PromptGroups;
using Magistral.Method.Generation;

namespace Magistral.Grains.Queue;

/// <summary>A group between issue and training.</summary>
/// <param name="Number">Group number.</param>
/// <param name="Phase"><see cref="GroupPhase.Generating"/> or <see cref="GroupPhase.Ready"/>.</param>
/// <param name="GeneratorId">The generator that holds it; empty when none does.</param>
/// <param name="Since">Since when it is in this phase.</param>
/// <param name="Deadline">When its lease lapses; meaningless once ready.</param>
/// <param name="OldestVersion">Oldest version among its tokens; meaningless before it is ready.</param>
public sealed record QueueEntry(
    int Number, GroupPhase Phase, [property: JsonPropertyName("owner")] string GeneratorId, DateTimeOffset Since, DateTimeOffset Deadline, WeightVersion OldestVersion);
