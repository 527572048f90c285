namespace Magistral.Client.Specs.Syntax;

/// <summary>What a plain value is in the core schema of YAML 1.2.</summary>
internal enum ScalarKind
{
    Null,
    Flag,
    Integer,
    Number,
    Text,
}
