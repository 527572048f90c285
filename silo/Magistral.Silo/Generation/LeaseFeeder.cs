using Magistral.Contracts.Generation;
using Magistral.Contracts.Queue;
using Magistral.Contracts.Specs;
using Magistral.Contracts.Weights;
using Magistral.Engine.Generation;
using Magistral.Method.Randomness;
using Magistral.Silo.Hosting;
using Magistral.Silo.Models;

namespace Magistral.Silo.Generation;

/// <summary>Keeps the decode loop fed: leases groups as places become free, one group ahead, so that a finished sequence is replaced at once.</summary>
internal sealed class LeaseFeeder(
    string generatorId, RunSpec spec, ModelPlan model, IRolloutQueueGrain queue, DecodeLoop loop, LeasedGroups leased, LeaseRenewals renewals, GrainCalls calls, TimeProvider clock)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(3);
    private static readonly TimeSpan ClosedPoll = TimeSpan.FromMilliseconds(200);
    private volatile bool drained;

    /// <summary>Leases no more.</summary>
    public void Drain() => drained = true;

    /// <summary>Leases until it is drained or cancelled. A closed queue is asked again, since the trainer may yet fall back behind the end.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var nAsync = spec.SizesOf(0).NAsync;
        while (!drained && !cancellation.IsCancellationRequested)
        {
            var pause = Poll;
            await renewals.RenewIfDueAsync(cancellation);
            if (loop.Held <= nAsync)
            {
                var request = new LeaseRequest(generatorId, loop.Held, new WeightVersion(loop.Version), Guid.NewGuid().ToString("N"));
                var answer = await calls.CallAsync(token => queue.LeaseAsync(request, token), cancellation);
                nAsync = answer.NAsync;
                foreach (var lease in answer.Groups)
                    Feed(lease);
                loop.Throttled = answer.Throttled;
                if (answer.Groups.Count > 0)
                    continue;
                pause = answer.Closed ? ClosedPoll : Poll;
            }
            await Task.Delay(pause, clock, cancellation);
        }
    }

    private void Feed(GroupLease lease)
    {
        var prompt = model.Prompts.Encode(lease.Problem);
        var longest = PromptRoom.Of(lease.Problem, prompt.Length, spec.Model.Context);
        var (indexes, dropped) = leased.Add(lease.Number, prompt, lease.MissingIndexes);
        foreach (var index in indexes)
        {
            loop.Add(new SequenceRequest
            {
                Id = new SequenceId(lease.Number, index).Value,
                PromptTokens = prompt,
                Prefix = RolloutPrefix.Of(lease, index, longest, loop.Version, spec.Rl.MaxStaleness),
                MaxNewTokens = longest,
                StopTokens = model.StopTokens,
                Temperature = spec.Rl.Temperature,
                TopP = spec.Rl.TopP,
                TopK = spec.Rl.TopK,
                Seed = new SeededRandom(spec.Seed, "sampling", lease.Number, index).NextUInt64(),
                Cancellation = dropped,
            });
        }
    }
}
