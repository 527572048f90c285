namespace Magistral.Client.Specs;

/// <summary>One setting in which two run specs differ.</summary>
/// <param name="Path">Dotted path, such as <c>rl.learning_rate</c>.</param>
/// <param name="Old">The value of the first spec, as YAML writes it; null when it has no such item.</param>
/// <param name="New">The value of the second spec, as YAML writes it; null when it has no such item.</param>
public sealed record SpecDifference(string Path, string? Old, string? New)
{
    /// <summary>One line: path, old value, arrow, new value.</summary>
    public override string ToString() => $"{Path}: {Old ?? "(absent)"} -> {New ?? "(absent)"}";
}
