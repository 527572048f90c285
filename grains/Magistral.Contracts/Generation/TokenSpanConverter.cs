using Magistral.Method.Generation;

namespace Magistral.Contracts.Generation;

/// <summary>How a span of tokens travels.</summary>
[RegisterConverter]
public sealed class TokenSpanConverter : IConverter<TokenSpan, TokenSpanConverter.Wire>
{
    /// <inheritdoc/>
    public TokenSpan ConvertFromSurrogate(in Wire surrogate) => new(surrogate.Count, surrogate.Version);

    /// <inheritdoc/>
    public Wire ConvertToSurrogate(in TokenSpan value) => new(value.Version, value.Count);

    /// <summary>The span as it is sent.</summary>
    [GenerateSerializer, Immutable, Alias("magistral.version-span")]
    public readonly record struct Wire([property: Id(0)] WeightVersion? Version, [property: Id(1)] int Count);
}
