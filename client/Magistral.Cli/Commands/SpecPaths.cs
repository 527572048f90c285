using Magistral.Contracts.Specs;

namespace Magistral.Cli.Commands;

/// <summary>Makes the paths of a run spec independent of where the command was called.</summary>
internal static class SpecPaths
{
    /// <summary>The spec with whole paths: relative ones are looked for beside the spec's file, then in the working directory.</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="file">Where it was read; null for the bundled one.</param>
    public static RunSpec Resolve(RunSpec spec, string? file)
    {
        var folder = file is null ? null : Path.GetDirectoryName(Path.GetFullPath(file));
        return spec with
        {
            Model = spec.Model with { Path = Whole(spec.Model.Path, folder) },
            Stages = [.. spec.Stages.Select(stage => stage with
            {
                Problems = stage.Problems with { Path = Whole(stage.Problems.Path, folder), HeldOutPath = Whole(stage.Problems.HeldOutPath, folder) },
            })],
        };
    }

    private static string Whole(string path, string? folder)
    {
        if (path.Length == 0)
            return path;
        return folder is not null && Path.GetFullPath(path, folder) is var beside && Path.Exists(beside) ? beside : Path.GetFullPath(path);
    }
}
