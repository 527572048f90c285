namespace Magistral.Contracts.Specs.Revisions;

/// <summary>A revision changes settings that are fixed for the life of a run.</summary>
[GenerateSerializer, Alias("magistral.fixed-setting")]
public sealed class FixedSettingException : MagistralException
{
    /// <param name="run">Name of the run.</param>
    /// <param name="changes">At least one.</param>
    public FixedSettingException(string run, IReadOnlyList<SpecChange> changes)
        : base($"{string.Join(", ", changes)} cannot change in run '{run}'", "leave it as it is, or start another run with it under a name of its own") => Changes = changes;

    /// <summary>The changes that are refused, in the order of the spec.</summary>
    [Id(0)]
    public IReadOnlyList<SpecChange> Changes { get; }
}
