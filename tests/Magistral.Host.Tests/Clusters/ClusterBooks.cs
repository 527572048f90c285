using Magistral.Contracts.PromptGroups;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Specs;

namespace Magistral.Host.Tests.Clusters;

/// <summary>What must hold of a run's books however often its processes were killed.</summary>
internal static class ClusterBooks
{
    /// <summary>Checks a completed run, and audits it.</summary>
    /// <returns>What the audit counted.</returns>
    public static async Task<string> CheckAsync(ClusterRun run, RunSpec spec)
    {
        var (books, weights, groups) = (await run.BooksAsync(), await run.WeightsAsync(), await run.GroupsAsync());
        var counts = books.Counts;
        Assert.Equal(RunLifecycle.Completed, (await run.DescribeAsync()).State);
        Assert.Equal(spec.Rl.MaxSteps, books.Step);
        Assert.Empty(books.Open);
        Assert.Equal(counts.Issued, groups.Count);
        Assert.All(groups, group => Assert.NotNull(group.End));
        Assert.Equal(counts.Trained, groups.Count(group => group.Phase == GroupPhase.Trained));
        Assert.Equal(counts.Stale, groups.Count(group => group.Phase == GroupPhase.Stale));
        Assert.Equal(counts.Failed, groups.Count(group => group.Phase == GroupPhase.Failed));
        Assert.Equal(counts.Abandoned, groups.Count(group => group.Phase == GroupPhase.Abandoned));
        Assert.Equal(counts.NoSignal, groups.Count(group => group.Phase == GroupPhase.NoSignal));

        var trained = groups.Where(group => group.Phase == GroupPhase.Trained).ToList();
        var groupsPerStep = spec.Rl.NMinibatch / spec.Rl.GroupSize;
        Assert.Equal(Enumerable.Range(1, spec.Rl.MaxSteps).SelectMany(step => Enumerable.Repeat(step, groupsPerStep)), trained.Select(group => group.End!.Step!.Value).Order());
        Assert.All(trained, group => Assert.Equal(spec.Rl.GroupSize, group.Rollouts.Count));
        Assert.All(weights.Lags, lag => Assert.InRange(lag.LagVersions, 0, spec.Rl.MaxStaleness));
        Assert.Equal(trained.SelectMany(group => group.Rollouts).Sum(rollout => (long)rollout.Generated.Completion.SampledCount), weights.Lags.Sum(lag => lag.Tokens));

        var audit = await run.AuditAsync();
        Assert.Empty(audit.Faults);
        Assert.Equal(spec.Rl.MaxSteps * (long)spec.Rl.NMinibatch, audit.TrainedCompletions);
        return $"{audit.Groups} groups, {audit.Steps} steps with {audit.TrainedCompletions} completions of {audit.TrainedTokens} tokens, {audit.Versions} versions: the books balance ({counts})";
    }
}
