namespace Magistral.Contracts.Specs;

/// <summary>A run spec cannot run; all its faults are listed.</summary>
[GenerateSerializer, Alias("magistral.run-spec-error")]
public sealed class RunSpecException : MagistralException
{
    /// <param name="source">Where the spec came from: a file name, or "the run spec".</param>
    /// <param name="faults">At least one fault.</param>
    public RunSpecException(string source, IReadOnlyList<SpecFault> faults)
        : base($"{source} cannot run", string.Join("; ", faults)) => Faults = faults;

    /// <summary>Every fault, in the order of the spec.</summary>
    [Id(0)]
    public IReadOnlyList<SpecFault> Faults { get; }
}
