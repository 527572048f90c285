namespace Magistral.Grains.Storage;

/// <summary>The name of an object: segments separated by <c>/</c>, such as <c>checkpoints/r1/25/manifest</c>.</summary>
/// <remarks>
/// A segment has 1 to 200 characters of <c>A-Z a-z 0-9 . _ - % = +</c> and does not start with a dot; a key has at most 1000.
/// A key names an object or a folder of objects, never both.
/// </remarks>
[GenerateSerializer, Immutable, Alias("magistral.store-key")]
public readonly record struct StoreKey
{
    private const int MaxSegment = 200;
    private const int MaxLength = 1000;

    /// <param name="value">The whole key.</param>
    /// <exception cref="ArgumentException">It breaks a rule given in the remarks.</exception>
    public StoreKey(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        if (Fault(value) is { } fault)
            throw new ArgumentException($"'{value}' is no object key, {fault}", nameof(value));
        Value = value;
    }

    /// <summary>The whole key, with its slashes.</summary>
    [Id(0)]
    public string Value { get; }

    /// <summary>The key that follows from joining segments with slashes.</summary>
    /// <param name="segments">At least one; each may hold several segments.</param>
    /// <exception cref="ArgumentException">The joined key breaks a rule.</exception>
    public static StoreKey Of(params ReadOnlySpan<string> segments) => new(string.Join('/', segments!));

    /// <summary>Whether a character may stand in a segment.</summary>
    /// <param name="character">Any character.</param>
    public static bool Allows(char character) =>
        char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-' or '%' or '=' or '+';

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static string? Fault(string value)
    {
        if (value.Length > MaxLength)
            return $"it is longer than {MaxLength} characters";
        foreach (var range in value.AsSpan().Split('/'))
        {
            var segment = value.AsSpan(range);
            if (segment.IsEmpty)
                return "it has an empty segment";
            if (segment.Length > MaxSegment)
                return $"a segment is longer than {MaxSegment} characters";
            if (segment[0] == '.')
                return "a segment starts with a dot";
            foreach (var character in segment)
            {
                if (!Allows(character))
                    return $"it holds the character '{character}'";
            }
        }
        return null;
    }
}
