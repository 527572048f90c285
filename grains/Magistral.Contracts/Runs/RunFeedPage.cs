namespace Magistral.Contracts.Runs;

/// <summary>A piece of a run's numbered events.</summary>
/// <param name="Entries">In order, without gaps; none when there is nothing new.</param>
/// <param name="State">The run's life when it was read.</param>
[GenerateSerializer, Immutable, Alias("magistral.run-feed-page")]
public sealed record RunFeedPage([property: Id(0)] IReadOnlyList<RunFeedEntry> Entries, [property: Id(1)] RunLifecycle State);
