namespace Magistral.Client.Specs.Syntax;

/// <summary>The faults met while a spec is read.</summary>
internal sealed class FaultList
{
    private readonly List<LocatedFault> faults = [];

    public IReadOnlyList<LocatedFault> All => faults;

    public void Add(SpecLocation location, string path, string what, string remedy) =>
        faults.Add(new(location, new(Quoting.OneLine(path), Quoting.OneLine(what), Quoting.OneLine(remedy))));

    public void ThrowIfAny(string source)
    {
        if (faults.Count > 0)
            throw new RunSpecReadException(source, [.. faults.OrderBy(fault => fault.Location.Line == 0)
                .ThenBy(fault => fault.Location.Line).ThenBy(fault => fault.Location.Column)]);
    }
}
