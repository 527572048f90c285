using Magistral.Contracts;

namespace Magistral.Client.Specs.Syntax;

/// <summary>A run spec could not be read, or cannot run; every fault is listed with its place.</summary>
public sealed class RunSpecReadException : MagistralException
{
    /// <param name="source">The file, as the user named it.</param>
    /// <param name="faults">At least one fault, in the order of the source.</param>
    public RunSpecReadException(string source, IReadOnlyList<LocatedFault> faults)
        : base($"{source} cannot run", string.Join("; ", faults))
    {
        Faults = faults;
        Lines = [.. faults
            .GroupBy(fault => (fault.Location, fault.Fault.Path))
            .Select(same => string.Join("; ", same.Select((fault, i) => i == 0 ? fault.ToString() : $"{fault.Fault.What}: {fault.Fault.Remedy}")))];
    }

    /// <summary>Every fault.</summary>
    public IReadOnlyList<LocatedFault> Faults { get; }

    /// <summary>What to print: one line a place and path, without line breaks or control characters.</summary>
    public IReadOnlyList<string> Lines { get; }
}
