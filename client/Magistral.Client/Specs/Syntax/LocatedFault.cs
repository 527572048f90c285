using Magistral.Contracts.Specs;

namespace Magistral.Client.Specs.Syntax;

/// <summary>A fault of a run spec together with the place where it was written.</summary>
/// <param name="Location">The value at fault, or the nearest thing around it that was written.</param>
/// <param name="Fault">What is wrong, under which path, and how to mend it.</param>
public sealed record LocatedFault(SpecLocation Location, SpecFault Fault)
{
    /// <summary>One line: place, path, what, mend.</summary>
    public override string ToString() => Fault.Path.Length == 0 ? $"{Location}: {Fault.What}: {Fault.Remedy}" : $"{Location}: {Fault}";
}
