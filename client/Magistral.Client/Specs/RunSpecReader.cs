using Magistral.Client.Specs.Syntax;
using Magistral.Contracts;
using Magistral.Contracts.Specs;
using Magistral.Contracts.Specs.Rules;

namespace Magistral.Client.Specs;

/// <summary>Reads run specs written in YAML 1.2. Nothing is coerced: a quoted <c>"1"</c> is not a number, <c>1.5</c> not a count. Thread-safe.</summary>
public static class RunSpecReader
{
    /// <summary>Reads a spec from a file.</summary>
    /// <param name="path">The file, UTF-8, 1 MiB at most.</param>
    /// <param name="overrides">Assignments <c>path=value</c>, applied in order before anything is checked.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="RunSpecReadException">The spec has faults; all are listed.</exception>
    /// <exception cref="MagistralException">The file is missing, unreadable, a directory, too large or not UTF-8.</exception>
    public static async Task<RunSpec> ReadFileAsync(string path, IEnumerable<string> overrides, CancellationToken cancellation) =>
        Read(await SpecFile.ReadAsync(path, cancellation), path, overrides);

    /// <summary>Reads a spec from its text.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="source">What to call the text in faults: a file name.</param>
    /// <param name="overrides">Assignments <c>path=value</c>, applied in order before anything is checked.</param>
    /// <returns>A spec that passes every range and <see cref="RunSpecRules"/>.</returns>
    /// <exception cref="RunSpecReadException">The spec has faults; all are listed.</exception>
    public static RunSpec Read(string text, string source, params IEnumerable<string> overrides)
    {
        var faults = new FaultList();
        if (new YamlTree(source, hasLines: true, faults).Read(text) is { } root)
        {
            if (root is SpecMap map)
                foreach (var assignment in overrides)
                    SpecOverride.Apply(map, assignment, faults);
            var spec = new SpecBinder(faults).Bind(root);
            faults.ThrowIfAny(source);
            foreach (var fault in RunSpecRules.Check(spec))
                faults.Add(SpecPath.Locate(root, fault.Path), fault.Path, fault.What, fault.Remedy);
            faults.ThrowIfAny(source);
            return spec;
        }
        faults.ThrowIfAny(source);
        throw new InvalidOperationException("a text without a root has a fault");
    }
}
