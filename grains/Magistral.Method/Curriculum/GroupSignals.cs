namespace Magistral.Method.Curriculum;

/// <summary>Finds groups without signal, which are dropped before batching.</summary>
/// <remarks>arXiv 2503.14476 (dynamic sampling), 2506.10910 §2. Pure, thread-safe.</remarks>
public static class GroupSignals
{
    /// <summary>Classifies one group.</summary>
    /// <param name="rewards">[G], total rewards, finite.</param>
    /// <param name="correct">[G], whether each answer is right.</param>
    /// <param name="filter">What must differ.</param>
    /// <returns>Equal rewards never have signal, whatever the filter: their advantages are all zero.</returns>
    /// <exception cref="ArgumentException">The lengths differ, G is 0, or a reward is not finite.</exception>
    public static GroupSignal Of(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> correct, GroupFilterKind filter)
    {
        if (rewards.IsEmpty || rewards.Length != correct.Length)
            throw new ArgumentException($"{rewards.Length} rewards and {correct.Length} verdicts are no group: give one of each a completion");
        foreach (var reward in rewards)
            if (!double.IsFinite(reward))
                throw new ArgumentException($"the reward {reward} is no number: the verifier erred, fail the group", nameof(rewards));

        var allRight = !correct.Contains(false);
        var allWrong = !correct.Contains(true);
        var equalRewards = !rewards.ContainsAnyExcept(rewards[0]);
        var hasSignal = !equalRewards && (filter == GroupFilterKind.Reward || !(allRight || allWrong));
        return hasSignal ? GroupSignal.Signal
            : allRight ? GroupSignal.AllRight
            : allWrong ? GroupSignal.AllWrong
            : GroupSignal.AllEqual;
    }
}
