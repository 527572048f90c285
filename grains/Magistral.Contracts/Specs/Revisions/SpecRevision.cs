namespace Magistral.Contracts.Specs.Revisions;

/// <summary>The spec of a run as it is from some time on.</summary>
/// <param name="Number">Counts from 1, which is the spec that was submitted.</param>
/// <param name="Spec">The whole spec.</param>
/// <param name="At">When it was stored.</param>
/// <param name="By">Who made it and why, for people.</param>
[GenerateSerializer, Immutable, Alias("magistral.spec-revision")]
public sealed record SpecRevision([property: Id(0)] int Number, [property: Id(1)] RunSpec Spec, [property: Id(2)] DateTimeOffset At, [property: Id(3)] string By)
{
    /// <summary>The number of the spec that was submitted.</summary>
    public const int First = 1;
}
