using Magistral.Contracts.Specs;

namespace Magistral.Grains.Runs;

/// <summary>Which folders of the silos' machines a spec may name: whoever may submit a run could otherwise have any file read that the silos can read.</summary>
/// <remarks>Paths are compared as they are written, without following links. Immutable and thread-safe.</remarks>
public sealed class SpecFolders
{
    private readonly string[]? folders;

    private SpecFolders(string[]? folders) => this.folders = folders;

    /// <summary>Every folder: where whoever submits runs has the machine to himself.</summary>
    public static SpecFolders All { get; } = new(null);

    /// <summary>These and what lies in them; none refuses every path.</summary>
    /// <param name="folders">Whole paths.</param>
    public static SpecFolders Of(IEnumerable<string> folders) => new([.. folders.Select(folder => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)))]);

    /// <summary>Every path of a spec that is not allowed.</summary>
    public IEnumerable<SpecFault> Check(RunSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return PathsOf(spec).Where(named => named.Path.Length > 0 && !Allows(named.Path)).Select(named => new SpecFault(named.Setting, $"the service may not read {named.Path}", Remedy));
    }

    private string Remedy => folders is { Length: > 0 } ? $"put it below {string.Join(" or ", folders)}" : "the service reads no folders: its operator names them with --folders";

    private bool Allows(string path)
    {
        if (folders is null)
            return true;
        var whole = Path.GetFullPath(path, Path.DirectorySeparatorChar.ToString());
        return folders.Any(folder => whole == folder || whole.StartsWith(Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar, StringComparison.Ordinal));
    }

    private static IEnumerable<(string Setting, string Path)> PathsOf(RunSpec spec) =>
    [
        ("model.path", spec.Model.Path),
        .. spec.Stages.Index().SelectMany(stage => ((string, string)[])
            [($"stages[{stage.Index}].problems.path", stage.Item.Problems.Path), ($"stages[{stage.Index}].problems.held_out_path", stage.Item.Problems.HeldOutPath)]),
    ];
}
