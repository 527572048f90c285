using Magistral.Contracts.PromptGroups;
using Magistral.Contracts.Queue;
using Magistral.Engine.Generation;
using Magistral.Method.Generation;
using Magistral.Method.Randomness;
using Magistral.Silo.Hosting;
using Magistral.Silo.Models;

namespace Magistral.Silo.Generation;

/// <summary>Keeps the engine fed: leases groups as places become free, one group ahead, so that a finished sequence is replaced at once.</summary>
internal sealed class LeaseFeeder(
    string generatorId, FollowedSpec revisions, ModelPlan model, IRolloutQueueGrain queue, IRolloutEngine engine, LeasedGroups leased, LeaseRenewals renewals, GrainCalls calls, TimeProvider clock)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(3);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);
    private readonly BooksWait work = calls.WaitsOf(queue.WaitForWorkAsync);
    private volatile bool drained;

    /// <summary>Leases no more.</summary>
    public void Drain() => drained = true;

    /// <summary>Leases until it is drained or cancelled. A closed queue is asked again, since the trainer may yet fall back behind the end.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var nAsync = revisions.Spec.SizesOf(0).NAsync;
        while (!drained && !cancellation.IsCancellationRequested)
        {
            await renewals.RenewIfDueAsync(cancellation);
            if (engine.Held > nAsync)
            {
                await Task.Delay(Poll, clock, cancellation);
                continue;
            }
            var version = engine.Version;
            var request = new LeaseRequest(generatorId, engine.Held, new WeightVersion(version), Guid.NewGuid().ToString("N"));
            var answer = await calls.CallAsync(token => queue.LeaseAsync(request, token), cancellation);
            await revisions.FollowAsync(answer.Revision, cancellation);
            nAsync = answer.NAsync;
            foreach (var lease in answer.Groups)
                Feed(lease);
            engine.Throttled = answer.Throttled;
            if (answer.Groups.Count == 0)
                await WaitAsync(version, cancellation);
        }
    }

    /// <summary>Waits until the queue may have work, or the engine samples with another version than the one it was denied work for; leases are renewed meanwhile.</summary>
    private async Task WaitAsync(int version, CancellationToken cancellation)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var wait = work.WaitAsync(LongestWait, ending.Token);
        try
        {
            while (!wait.IsCompleted && !drained && engine.Version == version)
            {
                await Task.WhenAny(wait, Task.Delay(Poll, clock, cancellation));
                cancellation.ThrowIfCancellationRequested();
                await renewals.RenewIfDueAsync(cancellation);
            }
        }
        finally
        {
            await ending.CancelAsync();
            await wait;
        }
    }

    private void Feed(GroupLease lease)
    {
        var spec = revisions.Spec;
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
