namespace Magistral.Client.Specs.Syntax;

/// <summary>One key with its value and the place of the key.</summary>
internal sealed record SpecEntry(string Key, SpecLocation Location, SpecNode Value);
