namespace Magistral.Contracts.Specs;

/// <summary>Describes one setting of the run spec: the JSON schema, the reader of YAML and its errors are made from it.</summary>
/// <param name="description">One sentence: what the setting does, with its unit and source.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SettingAttribute(string description) : Attribute
{
    /// <summary>One sentence: what the setting does, with its unit and source.</summary>
    public string Description { get; } = description;

    /// <summary>The least value allowed, inclusive.</summary>
    public double Minimum { get; init; } = double.NegativeInfinity;

    /// <summary>The greatest value allowed, inclusive.</summary>
    public double Maximum { get; init; } = double.PositiveInfinity;

    /// <summary>Whether a list must hold at least one element, or a text one character.</summary>
    public bool NotEmpty { get; init; }
}
