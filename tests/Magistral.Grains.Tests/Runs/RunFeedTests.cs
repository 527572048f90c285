using CsCheck;
using Magistral.Contracts.Generation;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Training;
using Magistral.Grains.Runs;
using Magistral.Grains.Tests.Cluster;
using Xunit;

namespace Magistral.Grains.Tests.Runs;

public sealed class RunFeedTests
{
    private static readonly RunState Fresh = new() { Spec = TestSpecs.Small };

    [Fact]
    public void Whatever_happens_to_a_run_its_events_are_numbered_without_gaps_and_retell_it() =>
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 40]).Array[0, 200].Sample(acts =>
        {
            var (run, told) = (Fresh, new List<RunFeedEntry>());
            foreach (var (act, number) in acts)
            {
                var next = RunFeed.Tell(run, Act(run, act, number), DateTimeOffset.UnixEpoch);
                while (RunFeed.FullPage(next.Feed) is { } page)
                {
                    told.AddRange(page);
                    next = RunFeed.PageStored(next);
                }
                run = next;
            }
            told.AddRange(run.Feed.Newest);
            Assert.Equal(Enumerable.Range(1, told.Count).Select(n => (long)n), told.Select(entry => entry.Sequence));
            var (step, evaluations, checkpoints) = Retell(told);
            Assert.Equal(run.LastStep?.Step ?? 0, step);
            Assert.Equal(run.Evaluations.Select(result => result.Order.Number), evaluations);
            Assert.Superset(run.Checkpoints.ToHashSet(), checkpoints);
        });

    private static RunState Act(RunState run, int act, int number)
    {
        var step = run.LastStep?.Step ?? 0;
        return act switch
        {
            0 or 1 => RunRules.Step(run, new StepReport { Step = step + 1 }, DateTimeOffset.UnixEpoch),
            2 => RunRules.Checkpoint(run, step),
            3 => RunRules.FallBack(run, Math.Min(number, step), number == 0 || step == 0 ? [] : [new StepReport { Step = Math.Min(number, step) }]),
            _ => RunRules.Evaluation(run, new(new EvaluationOrder(number, EvaluationKind.Curve, step, default, 8), default, [], 1, DateTimeOffset.UnixEpoch)),
        };
    }

    private static (int Step, IEnumerable<int> Evaluations, ISet<int> Checkpoints) Retell(IEnumerable<RunFeedEntry> told)
    {
        var (step, evaluations, checkpoints) = (0, new List<EvaluationResult>(), new HashSet<int>());
        foreach (var entry in told)
        {
            switch (entry.Kind)
            {
                case RunFeedKind.Step:
                    Assert.Equal(step + 1, entry.Step!.Step);
                    step++;
                    break;
                case RunFeedKind.RolledBack:
                    step = entry.AtStep;
                    evaluations.RemoveAll(result => result.Order.Step > step);
                    checkpoints.RemoveWhere(checkpoint => checkpoint > step);
                    break;
                case RunFeedKind.Evaluation:
                    evaluations.Add(entry.Evaluation!);
                    break;
                case RunFeedKind.Checkpoint:
                    checkpoints.Add(entry.AtStep);
                    break;
            }
        }
        return (step, evaluations.Select(result => result.Order.Number), checkpoints);
    }
}
