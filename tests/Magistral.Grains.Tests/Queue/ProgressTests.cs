using CsCheck;
using Magistral.Contracts.PromptGroups;
using Magistral.Contracts.Specs;
using Magistral.Grains.Tests.Cluster;
using Magistral.Grains.Queue;
using Magistral.Method.Generation;
using Xunit;

namespace Magistral.Grains.Tests.Queue;

/// <summary>Whatever happened before, a generator that generates and a trainer that asks get on: nothing holds a place in the queue for ever.</summary>
public sealed class ProgressTests
{
    private const int GroupSize = 4;
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;

    private enum Happening
    {
        Lease,
        Ready,
        NoSignal,
        Train,
        Checkpoint,
        FallBack,
        Close,
    }

    [Fact]
    public void A_batch_comes_about_however_leases_were_lost_and_wherever_the_trainer_fell_back_to() =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[1, 3], Gen.Select(Gen.Enum<Happening>(), Gen.Int[0, 1000]).List[0, 60])
            .Where((staleness, minibatches, _) => staleness + 1 >= minibatches)
            .Sample((staleness, minibatches, happenings) =>
            {
                var world = new World(staleness, minibatches);
                foreach (var (happening, pick) in happenings)
                    world.Apply(happening, pick);
                world.FallBack(); // the trainer is started again
                var step = world.Step;
                for (var rounds = 0; rounds < 8 && world.Step == step; rounds++)
                {
                    world.Lease();
                    world.MakeAllReady();
                    world.Train();
                }
                Assert.True(world.Step > step, $"no batch: {world}");
            }, iter: 2000);

    private sealed class World(int staleness, int minibatches)
    {
        private readonly BatchSizes sizes = new(32, 8 * minibatches, 8);
        private readonly Dictionary<int, int> startedAt = [];
        private RolloutQueueState queue = new() { Admitting = true };
        private int version;
        private int checkpoint;

        public int Step => queue.Step;

        public void Apply(Happening happening, int pick)
        {
            switch (happening)
            {
                case Happening.Lease:
                    Lease();
                    break;
                case Happening.Ready when Generating(pick) is { } number:
                    Ready(number);
                    break;
                case Happening.NoSignal when Generating(pick) is { } number:
                    queue = RolloutQueue.End(queue, number, new(GroupPhase.NoSignal, GroupEnd.AllWrong));
                    break;
                case Happening.Train:
                    Train();
                    break;
                case Happening.Checkpoint:
                    checkpoint = queue.Step;
                    queue = RolloutQueue.CommitTrained(queue, checkpoint);
                    break;
                case Happening.FallBack:
                    FallBack();
                    break;
                case Happening.Close:
                    foreach (var entry in queue.Open)
                        queue = RolloutQueue.End(queue, entry.Number, new(GroupPhase.Abandoned, "the end"));
                    queue = queue with { Closed = true, Taken = null };
                    break;
            }
        }

        public void FallBack()
        {
            queue = RolloutQueue.FallBack(queue, checkpoint, Now) with { Admitting = true };
            version++;
        }

        public void Lease()
        {
            if (queue.Closed)
                return;
            foreach (var entry in RolloutQueue.Lapsed(queue, Now).ToList())
                queue = RolloutQueue.Renew(queue, entry.Number, "g", Now.AddSeconds(60));
            var first = queue.Issued + 1;
            queue = RolloutQueue.Issue(queue, RolloutQueue.Admitted(queue, 8, sizes, GroupSize, staleness), "g", Now, Now.AddSeconds(60));
            for (var number = first; number <= queue.Issued; number++)
                startedAt[number] = version;
        }

        public void MakeAllReady()
        {
            while (Generating(0) is { } number)
                Ready(number);
        }

        public void Train()
        {
            if (queue.Closed)
                return;
            var selection = BatchSelection.Select(queue, new(queue.Step + 1, queue.Step, new WeightVersion(version), TestRun.Term), sizes, GroupSize, staleness);
            foreach (var number in selection.Stale)
                queue = RolloutQueue.End(queue, number, new(GroupPhase.Stale, "old"));
            queue = queue with { Taken = selection.Batch };
            foreach (var minibatch in selection.Batch?.Minibatches ?? [])
            {
                queue = RolloutQueue.Consume(queue, queue.Step + 1, minibatch);
                version++;
            }
        }

        public override string ToString() =>
            $"version {version}, step {Step}, {(queue.Closed ? "closed" : "open")}, {string.Join(' ', queue.Open.Select(entry => $"{entry.Number}:{entry.Phase}@{entry.OldestVersion.Number}"))}";

        private void Ready(int number) => queue = RolloutQueue.Ready(queue, new(number, new WeightVersion(startedAt[number])), Now);

        private int? Generating(int pick)
        {
            var candidates = queue.Open.Where(entry => entry.Phase == GroupPhase.Generating).ToList();
            return candidates.Count == 0 ? null : candidates[pick % candidates.Count].Number;
        }
    }
}
