using System.Diagnostics;
using System.Text;
using Magistral.Client.PromptGroups;
using Magistral.Contracts.PromptGroups;
using Magistral.Contracts.Queue;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Specs;
using Magistral.Contracts.Training.Terms;
using Magistral.Method.Generation;

namespace Magistral.Cli.Benchmarks.ControlPlane;

/// <summary>A run whose generators and trainer are played: groups go from lease to hand-over, and a checkpoint is told of every so many steps.</summary>
internal sealed class PlayedRun
{
    private const int GroupSize = 16;
    private const int GroupsPerStep = 8;
    private const int StepsPerCheckpoint = 25;
    private const int Generators = 4;
    private const int MostAhead = 64 * GroupsPerStep; // groups ahead of the trainer, as a bound of staleness keeps them: the queue writes what is open again and again
    private static readonly TrainerTerm Term = new(1);
    private readonly IGrainFactory grains;
    private readonly string runId;
    private readonly IRolloutQueueGrain queue;
    private int step;

    private PlayedRun(IGrainFactory grains, string runId) => (this.grains, this.runId, queue) = (grains, runId, grains.GetGrain<IRolloutQueueGrain>(runId));

    /// <summary>Groups that were trained on.</summary>
    public int Groups => step * GroupsPerStep;

    public static async Task<PlayedRun> StartAsync(IGrainFactory grains, string name, CancellationToken cancellation)
    {
        var spec = new RunSpec
        {
            Name = name,
            Model = new() { Context = 8192 },
            Sft = new() { Steps = 0, TracesPerStage = [1] },
            Rl = new()
            {
                GroupSize = GroupSize, NAsync = 1024, NBatch = GroupSize * GroupsPerStep, NMinibatch = GroupSize * GroupsPerStep,
                MaxStaleness = -1, MaxSteps = 0, LeaseSeconds = 3600, MicrobatchTokens = 8192,
            },
            Stages = [new() { Name = "any", Problems = new() { Digits = 6 }, LMax = 8000, LCache = 100, PromoteAt = 1, WindowGroups = 32 }],
        };
        var run = new PlayedRun(grains, await grains.GetGrain<IRunDirectoryGrain>("bench").SubmitAsync(spec, cancellation));
        await run.queue.OpenAsync(Term, cancellation);
        return run;
    }

    /// <summary>Lets so many groups more go all the way.</summary>
    /// <param name="groups">Groups to train on; a multiple of those of a step.</param>
    /// <param name="tokens">Tokens of every completion.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Bytes of what was sampled: tokens, log-probabilities and text.</returns>
    public async Task<long> PlayAsync(int groups, int tokens, CancellationToken cancellation)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var (left, ahead) = (groups, 0);
        var payload = 0L;
        var generators = Enumerable.Range(0, Generators).Select(number => Task.Run(async () =>
        {
            while (Volatile.Read(ref left) > 0)
            {
                if (Volatile.Read(ref ahead) >= MostAhead)
                {
                    await Task.Delay(1, cancellation);
                    continue;
                }
                var answer = await queue.LeaseAsync(new($"generator-{number}", 1024 - 2 * GroupSize), cancellation);
                foreach (var lease in answer.Groups)
                {
                    Interlocked.Decrement(ref left);
                    Interlocked.Increment(ref ahead);
                    Interlocked.Add(ref payload, await DeliverAsync(lease, $"generator-{number}", tokens, cancellation));
                }
            }
        }, cancellation)).ToList();
        for (var trained = 0; trained < groups;)
        {
            var taken = await TrainAsync(cancellation);
            Interlocked.Add(ref ahead, -taken);
            trained += taken;
        }
        await Task.WhenAll(generators);
        return Interlocked.Read(ref payload);
    }

    /// <summary>Milliseconds of a list that keeps no group, so that all of them are looked at.</summary>
    public async Task<double> ListAsync(CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        await new GroupBrowser(grains, runId).ListAsync(new([GroupPhase.Failed]), newestFirst: true, cancellation).Take(50).ToListAsync(cancellation);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private async Task<long> DeliverAsync(GroupLease lease, string generator, int tokens, CancellationToken cancellation)
    {
        var filler = new string('x', 4 * tokens);
        var rollouts = lease.MissingIndexes.Select(index => new GeneratedRollout(
            index, TokenStream.Sampled(Tokens(tokens), new float[tokens], new(step)), FinishReason.Stop,
            $"<think>{filler}</think>\\boxed{{{(index % 2 == 0 ? lease.Problem.Reference : "1")}}}")).ToList();
        await grains.GetGrain<IPromptGroupGrain>(new GroupKey(runId, lease.Number).ToString()).RecordRolloutsAsync(new(generator, TokenStream.Given(Tokens(8)), rollouts), cancellation);
        return rollouts.Sum(rollout => ((long)sizeof(int) + sizeof(float)) * rollout.Completion.Length + Encoding.UTF8.GetByteCount(rollout.Text));
    }

    private async Task<int> TrainAsync(CancellationToken cancellation)
    {
        if (await queue.TakeAsync(new(step + 1, step, new(step), Term), cancellation) is not { } batch)
        {
            await Task.Delay(1, cancellation);
            return 0;
        }
        var handed = await Task.WhenAll(batch.Minibatches[0].Select(number => grains.GetGrain<IPromptGroupGrain>(new GroupKey(runId, number).ToString()).DescribeAsync(cancellation)));
        if (handed.Any(group => group!.Rollouts.Count != GroupSize))
            throw new InvalidOperationException("a group was handed over without all of its rollouts");
        step++;
        await queue.ConsumedAsync(step, batch.Minibatches[0], Term, cancellation);
        if (step % StepsPerCheckpoint == 0)
            await queue.CheckpointCommittedAsync(step, Term, cancellation);
        return handed.Length;
    }

    // an array of its own each time: one that several rollouts shared would be written once
    private static int[] Tokens(int count) => Enumerable.Range(1000, count).ToArray();
}
