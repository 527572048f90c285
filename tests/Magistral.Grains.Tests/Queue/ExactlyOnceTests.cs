using CsCheck;
using Magistral.Contracts.PromptGroups;
using Magistral.Contracts.Specs;
using Magistral.Grains.Tests.Cluster;
using Magistral.Grains.Queue;
using Magistral.Method.Generation;
using Xunit;

namespace Magistral.Grains.Tests.Queue;

/// <summary>Whatever happens in whatever order, crashes of the trainer included, the books balance and no group is trained twice.</summary>
public sealed class ExactlyOnceTests
{
    private const int GroupSize = 4;
    private static readonly BatchSizes Sizes = new(32, 16, 8);
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;

    private enum Happening
    {
        Issue,
        Ready,
        NoSignal,
        Take,
        Consume,
        Checkpoint,
        FallBack,
        Release,
        RepeatConsume,
    }

    [Fact]
    public void Every_group_ends_once_and_is_in_the_surviving_weights_at_most_once() =>
        Gen.Select(Gen.Enum<Happening>(), Gen.Int[0, 1000]).List[1, 120].Sample(happenings =>
        {
            var world = new World();
            foreach (var (happening, pick) in happenings)
            {
                world.Apply(happening, pick);
                world.Check();
            }
        }, iter: 2000);

    private sealed class World
    {
        private RolloutQueueState queue = new();
        private int version;
        private int checkpoint;
        private (int Step, IReadOnlyList<int> Groups)? lastConsumed;
        private readonly Dictionary<int, int> surviving = []; // group to the step that trained it
        private readonly HashSet<int> ended = [];

        public void Apply(Happening happening, int pick)
        {
            switch (happening)
            {
                case Happening.Issue:
                    queue = RolloutQueue.Issue(queue, 1 + pick % 4, "g", Now, Now.AddSeconds(60));
                    break;
                case Happening.Ready when Generating(pick) is { } number:
                    queue = RolloutQueue.Ready(queue, new(number, new WeightVersion(Math.Max(0, version - pick % 2))), Now);
                    break;
                case Happening.NoSignal when Generating(pick) is { } number:
                    queue = RolloutQueue.End(queue, number, new(GroupPhase.NoSignal, GroupEnd.AllWrong));
                    queue = RolloutQueue.End(queue, number, new(GroupPhase.NoSignal, GroupEnd.AllWrong));
                    Assert.True(ended.Add(number));
                    break;
                case Happening.Take:
                    Take();
                    break;
                case Happening.Consume when queue.Taken is { } taken:
                    Consume(taken.Minibatches[0]);
                    break;
                case Happening.RepeatConsume when lastConsumed is { } last && last.Step <= queue.Step:
                    Assert.Same(queue, RolloutQueue.Consume(queue, last.Step, last.Groups));
                    break;
                case Happening.Checkpoint:
                    checkpoint = queue.Step;
                    foreach (var number in queue.Consumed.SelectMany(step => step.Groups).Select(group => group.Number))
                        Assert.True(ended.Add(number));
                    queue = RolloutQueue.CommitTrained(queue, checkpoint);
                    break;
                case Happening.FallBack:
                    queue = RolloutQueue.FallBack(queue, checkpoint, Now);
                    foreach (var lost in surviving.Where(pair => pair.Value > checkpoint).Select(pair => pair.Key).ToList())
                        surviving.Remove(lost);
                    lastConsumed = null;
                    version++;
                    break;
                case Happening.Release:
                    queue = RolloutQueue.Release(queue, "g", Now);
                    break;
            }
        }

        public void Check()
        {
            var counts = queue.Counts();
            Assert.Equal(counts.Issued, counts.Trained + counts.NoSignal + counts.Stale + counts.Failed + counts.Abandoned + counts.InFlight);
            Assert.Equal(queue.GroupsInWeights, counts.Trained + counts.Consumed);
            Assert.Equal(queue.GroupsInWeights, queue.Step * (Sizes.NMinibatch / GroupSize));
            Assert.Equal(surviving.Count, queue.GroupsInWeights);
            var open = queue.Open.Select(entry => entry.Number).Concat(queue.Consumed.SelectMany(step => step.Groups).Select(group => group.Number)).ToList();
            Assert.Equal(open.Count, open.Distinct().Count());
            Assert.DoesNotContain(open, ended.Contains);
        }

        private void Take()
        {
            if (queue.Taken is not null)
                return;
            var selection = BatchSelection.Select(queue, new(queue.Step + 1, queue.Step, new WeightVersion(version), TestRun.Term), Sizes, GroupSize, 1);
            foreach (var number in selection.Stale)
            {
                queue = RolloutQueue.End(queue, number, new(GroupPhase.Stale, "old"));
                Assert.True(ended.Add(number));
            }
            queue = queue with { Taken = selection.Batch };
        }

        private void Consume(IReadOnlyList<int> groups)
        {
            var step = queue.Step + 1;
            foreach (var number in groups)
            {
                Assert.True(version - RolloutQueue.Find(queue, number)!.OldestVersion.Number <= 1, "a group beyond the bound of staleness was trained");
                Assert.True(surviving.TryAdd(number, step), $"group {number} is trained twice");
            }
            queue = RolloutQueue.Consume(queue, step, groups);
            lastConsumed = (step, groups);
            version++;
        }

        private int? Generating(int pick)
        {
            var candidates = queue.Open.Where(entry => entry.Phase == GroupPhase.Generating).ToList();
            return candidates.Count == 0 ? null : candidates[pick % candidates.Count].Number;
        }
    }
}
