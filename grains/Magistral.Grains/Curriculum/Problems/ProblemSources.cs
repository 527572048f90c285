using Magistral.Contracts.Specs;
using Magistral.Grains.Curriculum.Datasets;

namespace Magistral.Grains.Curriculum.Problems;

/// <summary>Makes the problem source of a stage.</summary>
public static class ProblemSources
{
    /// <summary>The problem source of one RL stage.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="stageIndex">Its index among the RL stages.</param>
    /// <param name="datasets">Opens files.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="DatasetException">A file or a row of it cannot be used.</exception>
    public static async Task<IProblemSource> OpenAsync(StageSpec stage, int stageIndex, IDatasets datasets, CancellationToken cancellation) => stage switch
    {
        { Problems.Path.Length: > 0 } => await FileProblems.OpenAsync(stage, stageIndex, datasets, cancellation),
        { Problems.Generator: ProblemGeneratorKind.Addition } => new AdditionProblems(stage, stageIndex),
        _ => throw new ArgumentOutOfRangeException(nameof(stage), stage.Problems.Generator, "no problem source makes these: choose a generator of the run spec's schema"),
    };

    /// <summary>The problem sources of all RL stages, in order.</summary>
    /// <param name="spec">The run's spec.</param>
    /// <param name="datasets">Opens files.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="DatasetException">A file or a row of it cannot be used.</exception>
    public static async Task<IReadOnlyList<IProblemSource>> OpenAsync(RunSpec spec, IDatasets datasets, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var sources = new List<IProblemSource>();
        foreach (var (index, stage) in spec.RlStages().Index())
            sources.Add(await OpenAsync(stage, index, datasets, cancellation));
        return sources;
    }
}
