using Magistral.Contracts.Specs;

namespace Magistral.Grains.Curriculum.Problems;

/// <summary>Makes the problem source of a stage.</summary>
public static class ProblemSources
{
    /// <summary>The problem source of one RL stage.</summary>
    public static IProblemSource Of(StageSpec stage, int stageIndex) => stage.Problems.Generator switch
    {
        ProblemGeneratorKind.Addition => new AdditionProblems(stage, stageIndex),
        var unknown => throw new ArgumentOutOfRangeException(nameof(stage), unknown, "no problem source makes these: choose a generator of the run spec's schema"),
    };

    /// <summary>The problem sources of all RL stages, in order.</summary>
    public static IReadOnlyList<IProblemSource> Of(RunSpec spec) => [.. spec.RlStages().Select(Of)];
}
