namespace Magistral.Client.Specs.Syntax;

/// <summary>Values are nested deeper than any spec; it never leaves <see cref="YamlTree"/>.</summary>
internal sealed class TooDeepException(SpecLocation location) : Exception("values are nested too deeply")
{
    public SpecLocation Location { get; } = location;
}
