namespace Magistral.Contracts.Specs;

/// <summary>A fault whose remedy is looked for only when it is told: remedies are tried on the rules themselves.</summary>
/// <param name="Path">As in <see cref="SpecFault"/>.</param>
/// <param name="What">What is wrong.</param>
/// <param name="Remedy">Finds what to write instead.</param>
internal sealed record Finding(string Path, string What, Func<string> Remedy)
{
    public Finding(string path, string what, string remedy) : this(path, what, () => remedy)
    {
    }

    public SpecFault Told() => new(Path, What, Remedy());
}
