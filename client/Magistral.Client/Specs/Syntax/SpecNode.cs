namespace Magistral.Client.Specs.Syntax;

/// <summary>A value of a run spec as it was written, before it means anything.</summary>
internal abstract class SpecNode(SpecLocation location)
{
    public SpecLocation Location { get; } = location;

    /// <summary>What the value is, for an error: "a list", "the text 'abc'".</summary>
    public abstract string Describe();
}
