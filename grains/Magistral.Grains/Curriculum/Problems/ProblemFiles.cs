using System.Text.Json;
using Magistral.Contracts.Specs;
using Magistral.Grains.Curriculum.Datasets;

namespace Magistral.Grains.Curriculum.Problems;

/// <summary>A stage's files, open.</summary>
/// <param name="Rows">The problems.</param>
/// <param name="Apart">Those that are held out, where they have files of their own.</param>
internal sealed record ProblemFiles(IDataset Rows, IDataset? Apart)
{
    /// <summary>Opens them.</summary>
    /// <exception cref="DatasetException">A file cannot be read.</exception>
    public static async Task<ProblemFiles> OpenAsync(ProblemSpec spec, IDatasets datasets, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(datasets);
        var apart = spec.HeldOutPath.Length > 0 ? await datasets.OpenAsync(spec.HeldOutPath, cancellation) : null;
        return new(await datasets.OpenAsync(spec.Path, cancellation), apart);
    }

    /// <summary>Another text where the files or what is asked of them are others.</summary>
    public string VersionOf(ProblemSpec spec) => $"{JsonSerializer.Serialize(spec)} {Rows.Version} {Apart?.Version}";
}
