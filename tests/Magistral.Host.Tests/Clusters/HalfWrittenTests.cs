using Magistral.Contracts.PromptGroups;
using Magistral.Contracts.Specs;
using Magistral.Silo.Generation;

namespace Magistral.Host.Tests.Clusters;

/// <summary>Sequences outlive the generators that began them.</summary>
[Collection(ClusterCollection.Name)]
public sealed class HalfWrittenTests(ITestOutputHelper output)
{
    private const int GapTokens = 32;
    private const double Tolerance = 1e-3;
    private static readonly string[] Generators = ["generator-1", "generator-2"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static int Kills => LongForm.IsAskedFor ? 10 : 2;

    /// <summary>Long completions, and weights that steps do not change.</summary>
    private static RunSpec Spec
    {
        get
        {
            var tiny = ClusterRun.Tiny(steps: 10_000);
            return tiny with
            {
                Model = tiny.Model with { Context = 512 },
                Sft = tiny.Sft with { Steps = 40, TracesPerStage = [200] },
                Rl = tiny.Rl with { NAsync = 32, NBatch = 512, NMinibatch = 512, MaxStaleness = 256, LearningRate = 0 },
                Stages = [tiny.Stages[0] with { Problems = new() { Digits = 9 }, LMax = 400, LCache = 50 }],
            };
        }
    }

    [Fact]
    public async Task Sequences_of_killed_generators_are_finished_by_others_as_one_sequence_from_where_they_were_journaled()
    {
        await using var cluster = await PacedCluster.StartAsync(Generators.Length, TimeSpan.FromMilliseconds(20), GapTokens, Cancellation);
        var run = await ClusterRun.SubmitAsync(cluster.Silos.Grains, Spec);
        var schedule = new Random(20261124);
        for (var kill = 0; kill < Kills; kill++)
        {
            var name = Generators[kill % Generators.Length];
            await cluster.UntilDrawingAsync(name, Cancellation);
            await Task.Delay(TimeSpan.FromSeconds(1 + (2 * schedule.NextDouble())), Cancellation);
            await cluster.Silos.SignalAsync(name, "KILL", Cancellation);
            await cluster.Silos.StartSiloAsync(name, "generator", Cancellation);
        }
        var groups = await run.UntilEndedAsync((await run.BooksAsync()).Counts.Issued, TimeSpan.FromMinutes(3), Cancellation);
        await run.CancelAsync();

        var drawn = cluster.Drawn().ToLookup(record => record.Id, record => record.Tokens);
        var broken = groups.SelectMany(group =>
                group.Rollouts.Select(rollout => (group.Prompt, rollout.Generated, Drawn: drawn[new SequenceId(group.Key.Number, rollout.Generated.Index).Value].ToArray())))
            .Where(sequence => sequence.Drawn.Length > 1 && sequence.Drawn[0] > 0).ToList();
        var lost = broken.Sum(sequence => sequence.Drawn.Sum() - sequence.Generated.Completion.SampledCount);
        var goneOnWith = broken.Count(sequence => sequence.Drawn[^1] < sequence.Generated.Completion.SampledCount);
        output.WriteLine($"{Kills} kills: {groups.Count} groups, {broken.Count} sequences lost their generator, {goneOnWith} were gone on with, mean length {broken.Average(sequence => sequence.Generated.Completion.SampledCount):0}; "
            + $"{lost} tokens drawn again, {(double)lost / broken.Count:0.0} a sequence (gap {GapTokens})");
        Assert.All(groups, group => Assert.Equal(Spec.Rl.GroupSize, group.Rollouts.Select(rollout => rollout.Generated.Index).Distinct().Count()));
        Assert.All(groups, group => Assert.Contains(group.Phase, new[] { GroupPhase.Trained, GroupPhase.NoSignal, GroupPhase.Ready, GroupPhase.Consumed, GroupPhase.Abandoned }));
        Assert.InRange(goneOnWith, Kills * 4, int.MaxValue);
        Assert.InRange(lost, 0, GapTokens * (long)broken.Count);
        var worst = await Recomputation.LargestDifferenceAsync(cluster.Silos, run, Spec, [.. broken.Select(sequence => (sequence.Prompt, sequence.Generated.Completion))], Cancellation);
        output.WriteLine($"log-probabilities against a recomputation: {worst:0.0e0} at most");
        Assert.InRange(worst, 0, Tolerance);
    }
}
