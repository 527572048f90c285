namespace Magistral.Client.Specs.Syntax;

/// <summary>Where a value of a run spec was written.</summary>
/// <param name="Source">A file, or the override: <c>--set rl.learning_rate=0</c>.</param>
/// <param name="Line">Line, from 1; 0 when the source has no lines.</param>
/// <param name="Column">Column, from 1; 0 when the source has no lines.</param>
public readonly record struct SpecLocation(string Source, int Line, int Column)
{
    /// <summary>The place as editors and terminals link it, such as <c>spec.yaml:12:5</c>.</summary>
    public override string ToString() => Line > 0 ? $"{Source}:{Line}:{Column}" : Source;
}
