namespace Magistral.Contracts.Specs;

/// <summary>One thing wrong with a run spec, under the path the user wrote.</summary>
/// <param name="Path">Dotted path in snake_case, such as <c>rl.n_minibatch</c> or <c>stages[1].l_cache</c>.</param>
/// <param name="What">What is wrong.</param>
/// <param name="Remedy">What to write instead.</param>
[GenerateSerializer, Immutable, Alias("magistral.spec-fault")]
public sealed record SpecFault([property: Id(0)] string Path, [property: Id(1)] string What, [property: Id(2)] string Remedy)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Path}: {What}: {Remedy}";
}
