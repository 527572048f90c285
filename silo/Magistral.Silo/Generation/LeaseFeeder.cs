using Magistral.Contracts.Generation;
using Magistral.Contracts.Queue;
using Magistral.Contracts.Specs;
using Magistral.Contracts.Weights;
using Magistral.Engine.Generation;
using Magistral.Method.Randomness;
using Magistral.Silo.Hosting;
using Magistral.Silo.Models;

namespace Magistral.Silo.Generation;

/// <summary>Keeps the engine fed: leases groups as places become free, one group ahead, so that a finished sequence is replaced at once.</summary>
internal sealed class LeaseFeeder(
    string generatorId, RunSpec spec, ModelPlan model, IRolloutQueueGrain queue, IRolloutEngine engine, LeasedGroups leased, LeaseRenewals renewals, GrainCalls calls, TimeProvider clock)
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
            if (engine.Held <= nAsync)
            {
                var request = new LeaseRequest(generatorId, engine.Held, new WeightVersion(engine.Version), Guid.NewGuid().ToString("N"));
                var answer = await calls.CallAsync(token => queue.LeaseAsync(request, token), cancellation);
                nAsync = answer.NAsync;
                foreach (var lease in answer.Groups)
                    Feed(lease);
                engine.Throttled = answer.Throttled;
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
        var (temperature, topP, topK) = SpecMapping.SamplingOf(spec.Rl);
        var (indexes, dropped) = leased.Add(lease.Number, prompt, lease.MissingIndexes);
        foreach (var index in indexes)
        {
            engine.Add(new SequenceRequest
            {
                Id = new SequenceId(lease.Number, index).Value,
                PromptTokens = prompt,
                Prefix = RolloutPrefix.Of(lease, index, longest, engine.Version, spec.Rl.MaxStaleness),
                MaxNewTokens = longest,
                StopTokens = model.StopTokens,
                Temperature = temperature,
                TopP = topP,
                TopK = topK,
                Seed = new SeededRandom(spec.Seed, "sampling", lease.Number, index).NextUInt64(),
                Cancellation = dropped,
            });
        }
    }
}
