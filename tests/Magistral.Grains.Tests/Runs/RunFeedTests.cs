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

    [Fact]
    public void What_happened_is_told_in_words_with_its_time_and_step()
    {
        var (then, now) = (DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddHours(1));
        var at3 = RunRules.Step(Fresh, new StepReport { Step = 3, At = then.AddSeconds(3) }, then);
        Assert.Equal([new(1, then.AddSeconds(3), RunFeedKind.Step, 3, "step 3", Step: at3.LastStep)], Told(Fresh, at3, now));
        var back = RunRules.FallBack(at3, 1, [new StepReport { Step = 1 }]);
        Assert.Equal([new(1, now, RunFeedKind.RolledBack, 1, "fell back to step 1: steps 2 to 3 are struck")], Told(at3, back, now));
        Assert.Equal([new(1, now, RunFeedKind.RolledBack, 0, "fell back to step 0: steps 1 to 3 are struck")], Told(at3, RunRules.FallBack(at3, 0, []), now));
        Assert.Equal([new(1, now, RunFeedKind.Checkpoint, 3, "checkpoint of step 3")], Told(at3, RunRules.Checkpoint(at3, 3), now));
        var result = new EvaluationResult(new(1, EvaluationKind.Curve, 2, default, 8), default, [], 1, then.AddSeconds(9));
        Assert.Equal([new(1, then.AddSeconds(9), RunFeedKind.Evaluation, 2, "evaluated at step 2", Evaluation: result)], Told(at3, RunRules.Evaluation(at3, result), now));
        Assert.Equal([new(1, then.AddSeconds(7), RunFeedKind.Audit, 3, "the service is full")], Told(at3, RunRules.Queue(at3, "the service is full", then.AddSeconds(7)), now));
    }

    [Fact]
    public void Where_nothing_changed_nothing_is_told() => Assert.Same(Fresh, RunFeed.Tell(Fresh, Fresh, DateTimeOffset.UnixEpoch));

    [Fact]
    public void Only_what_is_new_is_told_and_numbered_on()
    {
        var one = RunFeed.Tell(Fresh, RunRules.Checkpoint(Fresh, 1), DateTimeOffset.UnixEpoch);
        var two = RunFeed.Tell(one, RunRules.Checkpoint(one, 2), DateTimeOffset.UnixEpoch);
        Assert.Equal([(1, 1), (2, 2)], two.Feed.Newest.Select(entry => ((int)entry.Sequence, entry.AtStep)));
    }

    [Fact]
    public void A_page_is_full_when_one_entry_more_is_there_and_takes_the_oldest()
    {
        var full = new RunFeedState { Paged = 128, Newest = [.. Enumerable.Range(129, 65).Select(number => new RunFeedEntry(number, default, RunFeedKind.Audit, 0, ""))] };
        Assert.Null(RunFeed.FullPage(full with { Newest = [.. full.Newest.Take(64)] }));
        Assert.Equal(Enumerable.Range(129, 64), RunFeed.FullPage(full)!.Select(entry => (int)entry.Sequence));
        var stored = RunFeed.PageStored(Fresh with { Feed = full });
        Assert.Equal((192, 193), (stored.Feed.Paged, Assert.Single(stored.Feed.Newest).Sequence));
    }

    private static IReadOnlyList<RunFeedEntry> Told(RunState before, RunState next, DateTimeOffset now) => RunFeed.Tell(before, next, now).Feed.Newest;

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
