using Magistral.Contracts.Training.Terms;
using Magistral.Method.Generation;
using System.Globalization;
using Magistral.Contracts.Curriculum;
using Magistral.Contracts.PromptGroups;
using Magistral.Contracts.Queue;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Specs;
using Magistral.Contracts.Weights;
using Magistral.Testing;
using Xunit;

namespace Magistral.Grains.Tests.Cluster;

/// <summary>One run of a test, with what a generator and a trainer would do to it.</summary>
public sealed class TestRun(GrainCluster cluster, string runId, RunSpec spec)
{
    /// <summary>The only trainer's term.</summary>
    public static TrainerTerm Term { get; } = new(1);

    public string RunId => runId;

    public RunSpec Spec => spec;

    public IRunProgressGrain Progress => cluster.Grains.GetGrain<IRunProgressGrain>(runId);

    public IRunGrain Run => cluster.Grains.GetGrain<IRunGrain>(runId);

    public IRolloutQueueGrain Queue => cluster.Grains.GetGrain<IRolloutQueueGrain>(runId);

    public ICurriculumGrain Curriculum => cluster.Grains.GetGrain<ICurriculumGrain>(runId);

    public IWeightsGrain Weights => cluster.Grains.GetGrain<IWeightsGrain>(runId);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public IPromptGroupGrain Group(int number) => cluster.Grains.GetGrain<IPromptGroupGrain>(new GroupKey(runId, number).ToString());

    public async Task<IReadOnlyList<GroupLease>> LeaseAsync(int inFlight = 0, string generatorId = "generator") =>
        (await Queue.LeaseAsync(new(generatorId, inFlight), Cancellation)).Groups;

    /// <summary>Delivers rollouts of a group: the first <paramref name="right"/> of the indexes are right, the others wrong.</summary>
    public Task DeliverAsync(GroupLease lease, int right, int version = 0, IEnumerable<int>? indexes = null, string generatorId = "generator") =>
        Group(lease.Number).RecordRolloutsAsync(
            new(generatorId, TokenStream.Given([1, 2, 3]), [.. (indexes ?? lease.MissingIndexes).Select(index => Rollout(lease.Problem, index, index < right, version))]), Cancellation);

    public Task<GroupView?> PhaseAsync(int number, GroupPhase phase) =>
        Eventually.Get(() => Group(number).DescribeAsync(Cancellation), view => view?.Phase == phase, $"group {number} becoming {phase}", Cancellation);

    public Task<QueueReport> BooksAsync(Func<GroupCounts, bool> accepts, string what) =>
        Eventually.Get(() => Queue.DescribeAsync(Cancellation), report => accepts(report.Counts), what, Cancellation);

    /// <summary>Makes so many groups ready, all sampled from one version.</summary>
    public async Task<IReadOnlyList<int>> MakeReadyAsync(int groups, int version = 0)
    {
        var numbers = new List<int>();
        while (numbers.Count < groups)
        {
            foreach (var lease in (await LeaseAsync(spec.Rl.NAsync - spec.Rl.GroupSize)).Take(groups - numbers.Count))
            {
                await DeliverAsync(lease, right: 1, version);
                numbers.Add(lease.Number);
            }
        }
        await BooksAsync(counts => counts.Ready >= groups, $"{groups} groups becoming ready");
        return numbers;
    }

    public Task<TakenBatch?> TakeAsync(int batch, int version = 0) => Queue.TakeAsync(new(batch, batch - 1, new WeightVersion(version), TestRun.Term), Cancellation);

    private static GeneratedRollout Rollout(Problem problem, int index, bool right, int version)
    {
        var answer = right ? problem.Reference : (int.Parse(problem.Reference, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture);
        return new(index, TokenStream.Sampled([4, 5, 6], [-0.1f, -0.2f, -0.3f], new(version)), FinishReason.Stop, $"<think>so</think>\\boxed{{{answer}}}");
    }
}
