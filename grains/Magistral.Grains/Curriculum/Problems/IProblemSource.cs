using Magistral.Contracts.Curriculum;
using Magistral.Method.Randomness;

namespace Magistral.Grains.Curriculum.Problems;

/// <summary>The problems of one stage. Training and held-out problems are disjoint by construction: one predicate tells them apart.</summary>
/// <remarks>Pure and thread-safe: everything is a function of the random stream passed in.</remarks>
public interface IProblemSource
{
    /// <summary>Draws a training problem.</summary>
    Problem DrawTraining(SeededRandom random);

    /// <summary>Distinct held-out problems in a random order, the same for the same seed.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="count">Problems wanted; fewer are given where there are fewer.</param>
    IReadOnlyList<Problem> HeldOut(long seed, int count);

    /// <summary>Whether a problem, by its id, is held out.</summary>
    bool IsHeldOut(string problemId);

    /// <summary>What a teacher writes on a training problem: prompt and completion.</summary>
    TeacherTrace Trace(SeededRandom random, SlipTable slips);
}
