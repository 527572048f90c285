using Magistral.Contracts.Runs;

namespace Magistral.Grains.Runs;

/// <summary>The numbered events of a run as its state knows them: the newest are part of it, the older ones lie in pages of their own.</summary>
public sealed record RunFeedState
{
    /// <summary>Events in full pages; a multiple of <see cref="RunFeed.PageEntries"/>.</summary>
    public long Paged { get; init; }

    /// <summary>The events after them, in order.</summary>
    public IReadOnlyList<RunFeedEntry> Newest { get; init; } = [];
}
