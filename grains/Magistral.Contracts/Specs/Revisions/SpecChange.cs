namespace Magistral.Contracts.Specs.Revisions;

/// <summary>One setting that differs between two specs.</summary>
/// <param name="Path">Dotted path in snake_case, such as <c>rl.learning_rate</c> or <c>stages[1].promote_at</c>.</param>
/// <param name="Old">Its value before, as JSON.</param>
/// <param name="New">Its value after, as JSON.</param>
[GenerateSerializer, Immutable, Alias("magistral.spec-change")]
public sealed record SpecChange([property: Id(0)] string Path, [property: Id(1)] string Old, [property: Id(2)] string New)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Path}: {Old} -> {New}";
}
