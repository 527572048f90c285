using Magistral.Contracts.Specs;
using Magistral.Method.Randomness;

namespace Magistral.Grains.Curriculum.Problems;

/// <summary>The examples of the supervised stage: few, and partly wrong.</summary>
public static class TeacherTraces
{
    /// <summary>All traces of a run, stage after stage; the same for the same spec and seed.</summary>
    public static IReadOnlyList<TeacherTrace> Of(RunSpec spec)
    {
        var slips = new SlipTable(spec.Seed, spec.Sft.SlipShare, spec.Sft.SlipRate);
        var sources = ProblemSources.Of(spec);
        return [.. sources.SelectMany((source, stage) => Enumerable.Range(0, spec.Sft.TracesPerStage[stage])
            .Select(index => source.Trace(new SeededRandom(spec.Seed, "teacher-trace", stage, index), slips)))];
    }
}
