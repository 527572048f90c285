namespace Magistral.Grains.Storage;

/// <summary>Names one version of one object; changes with every put and is never given twice to the same key.</summary>
/// <param name="Value">Opaque, not empty; only equality means anything.</param>
[GenerateSerializer, Immutable, Alias("magistral.etag")]
public readonly record struct ETag([property: Id(0)] string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}
