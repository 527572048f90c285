namespace Magistral.Contracts.Specs.Revisions;

/// <summary>What a revision changed, in short: an entry of a run's list of revisions.</summary>
/// <param name="Number">Its number, from 2: the first changed nothing.</param>
/// <param name="At">When it was stored.</param>
/// <param name="By">Who made it and why, for people.</param>
/// <param name="Changes">What differs from the revision before, in the order of the spec.</param>
[GenerateSerializer, Immutable, Alias("magistral.spec-revision-entry")]
public sealed record SpecRevisionEntry(
    [property: Id(0)] int Number, [property: Id(1)] DateTimeOffset At, [property: Id(2)] string By, [property: Id(3)] IReadOnlyList<SpecChange> Changes)
{
    /// <inheritdoc/>
    public override string ToString() => $"revision {Number} by {By}: {string.Join(", ", Changes)}";
}
