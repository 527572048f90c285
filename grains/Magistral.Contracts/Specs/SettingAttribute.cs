namespace Magistral.Contracts.Specs;

/// <summary>Marks one setting of the run spec: the JSON schema, the reader of YAML and its errors are made from it and from the summary of its property.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SettingAttribute : Attribute
{
    /// <summary>The least value allowed, inclusive.</summary>
    public double Minimum { get; init; } = double.NegativeInfinity;

    /// <summary>The greatest value allowed, inclusive.</summary>
    public double Maximum { get; init; } = double.PositiveInfinity;

    /// <summary>Whether a list must hold at least one element, or a text one character.</summary>
    public bool NotEmpty { get; init; }
}
