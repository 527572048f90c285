namespace Magistral.Contracts.Specs;

/// <summary>A fault whose remedy is looked for only when it is told: remedies are tried on the rules themselves.</summary>
/// <param name="Path">As in <see cref="SpecFault"/>.</param>
/// <param name="What">What is wrong.</param>
/// <param name="Mend">Finds what to write instead.</param>
internal sealed record Finding(string Path, string What, Func<string> Mend)
{
    public Finding(string path, string what, string mend) : this(path, what, () => mend)
    {
    }

    public SpecFault Told() => new(Path, What, Mend());
}
