using Magistral.Contracts.Specs;
using Magistral.Grains.Curriculum.Datasets;
using Magistral.Method.Randomness;

namespace Magistral.Grains.Curriculum.Problems;

/// <summary>The generated examples of the supervised stage: few, and partly wrong.</summary>
public static class TeacherTraces
{
    /// <summary>All traces of a run, stage after stage, of those whose problems are generated; the same for the same spec and seed.</summary>
    public static IReadOnlyList<TeacherTrace> Of(RunSpec spec)
    {
        var slips = new SlipTable(spec.Seed, spec.Sft.SlipShare, spec.Sft.SlipRate);
        return [.. spec.RlStages().Index().Where(stage => stage.Item.Problems.Path.Length == 0).SelectMany(stage =>
        {
            var source = new AdditionProblems(stage.Item, stage.Index);
            return Enumerable.Range(0, spec.Sft.TracesPerStage[stage.Index])
                .Select(index => source.Trace(new SeededRandom(spec.Seed, "teacher-trace", stage.Index, index), slips));
        })];
    }
}
