using Magistral.Contracts.Generation;
using Magistral.Contracts.Queue;
using Magistral.Contracts.Specs;
using Magistral.Engine.Generation;
using Magistral.Engine.Tokenizers;
using Magistral.Method.Randomness;
using Magistral.Silo.Hosting;

namespace Magistral.Silo.Generation;

/// <summary>Keeps the decode loop fed: leases groups as places become free, one group ahead, so that a finished sequence is replaced at once.</summary>
internal sealed class LeaseFeeder(
    string generatorId, RunSpec spec, ITokenizer tokenizer, IRolloutQueueGrain queue, DecodeLoop loop, LeasedGroups leased, GrainCalls calls, TimeProvider clock)
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
            if (loop.Held <= nAsync)
            {
                var answer = await calls.CallAsync(token => queue.LeaseAsync(new(generatorId, loop.Held), token), cancellation);
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
        var prompt = tokenizer.Encode(lease.Problem.Prompt);
        foreach (var index in leased.Add(lease.Number, prompt, lease.MissingIndexes))
        {
            loop.Add(new SequenceRequest
            {
                Id = new SequenceId(lease.Number, index).Value,
                PromptTokens = prompt,
                MaxNewTokens = Math.Min(lease.Problem.LMax, spec.Model.Context - prompt.Length),
                StopTokens = [tokenizer.EndOfText],
                Temperature = spec.Rl.Temperature,
                TopP = spec.Rl.TopP,
                TopK = spec.Rl.TopK,
                Seed = new SeededRandom(spec.Seed, "sampling", lease.Number, index).NextUInt64(),
            });
        }
    }
}
