namespace Magistral.Client.Specs.Syntax;

/// <summary>A list of values.</summary>
internal sealed class SpecList(SpecLocation location) : SpecNode(location)
{
    public List<SpecNode> Items { get; } = [];

    public override string Describe() => "a list";
}
