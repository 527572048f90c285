using Magistral.Contracts.Curriculum;

namespace Magistral.Grains.Curriculum.Problems;

/// <summary>The problems of one stage. Training and held-out problems are disjoint by construction: one predicate tells them apart.</summary>
/// <remarks>Thread-safe: everything is a function of what is passed in, and of files that do not change.</remarks>
public interface IProblemSource
{
    /// <summary>The training problem of a group.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="groupNumber">From 0.</param>
    /// <param name="cancellation">Ends the reading.</param>
    ValueTask<Problem> DrawTrainingAsync(long seed, int groupNumber, CancellationToken cancellation);

    /// <summary>Distinct held-out problems in a random order, the same for the same seed.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="count">Problems wanted; fewer are given where there are fewer.</param>
    /// <param name="cancellation">Ends the reading.</param>
    Task<IReadOnlyList<Problem>> HeldOutAsync(long seed, int count, CancellationToken cancellation);
}
