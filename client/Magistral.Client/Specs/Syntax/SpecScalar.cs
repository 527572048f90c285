namespace Magistral.Client.Specs.Syntax;

/// <summary>A single value. Quoted ones are always text; plain ones are resolved by the core schema of YAML 1.2.</summary>
internal sealed class SpecScalar(SpecLocation location, string text, bool quoted) : SpecNode(location)
{
    public string Text { get; } = text;

    public bool Quoted { get; } = quoted;

    public ScalarKind Kind { get; } = quoted ? ScalarKind.Text : CoreSchema.Resolve(text);

    public override string Describe() => Kind switch
    {
        ScalarKind.Null => "an empty value",
        ScalarKind.Flag => $"the flag {Text}",
        ScalarKind.Integer or ScalarKind.Number => $"the number {Quoting.Shorten(Text)}",
        _ => $"the text {Quoting.Quote(Text)}",
    };
}
