using Magistral.Engine.Models;
using Magistral.Engine.Tests.Models;
using Magistral.Engine.Training;
using Magistral.Method.Objectives;
using Xunit;

namespace Magistral.Engine.Tests.Training;

public sealed class GradientReductionTests
{
    private const int Updates = 2;
    private static readonly ModelConfig Config = SmallModel.Config();

    public static TheoryData<AggregationKind, int> Splits() =>
        new(from aggregation in Enum.GetValues<AggregationKind>() from first in (int[])[8, 12] select (aggregation, first));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Splits))]
    public async Task Two_replicas_with_a_part_of_each_minibatch_train_as_one_trainer_does_with_all_of_it(AggregationKind aggregation, int first)
    {
        var options = new PolicyTrainerOptions { Step = new() { Aggregation = aggregation, WarmupSteps = 0 }, NormLengthTokens = 20 };
        var whole = Train(options, sequences => sequences, null);
        using var pair = new ReplicaPair();
        var replicas = await pair.RunAsync(
            (replica, reduction) => Train(options, sequences => replica == 0 ? sequences[..first] : sequences[first..], reduction), Cancellation);
        var alone = Train(options, sequences => sequences[..first], null);
        Assert.Equal(replicas[0].Hash, replicas[1].Hash);
        Assert.Equal(replicas[0].Norms, replicas[1].Norms);
        Assert.InRange(Distance(whole.Moments, replicas[0].Moments), 0, 2e-3);
        Assert.InRange(Distance(whole.Moments, alone.Moments), 2e-2, double.PositiveInfinity);
    }

    [Fact]
    public async Task Replicas_of_a_supervised_trainer_train_as_one_whatever_the_tokens_of_each()
    {
        var demonstrations = Minibatch(7).Select(sequence => new Demonstration(sequence.PromptTokens, sequence.Completion.Tokens)).ToArray();
        float[] Moments(Demonstration[] batch, IGradientReduction? reduction)
        {
            using var parameters = SmallModel.Parameters(Config, 5);
            using var trainer = new SupervisedTrainer(parameters, new() { Threads = 1 }, reduction: reduction);
            trainer.Step(batch);
            return trainer.Export().FirstMoments;
        }

        var whole = Moments(demonstrations, null);
        using var pair = new ReplicaPair();
        var replicas = await pair.RunAsync((replica, reduction) => Moments(replica == 0 ? demonstrations[..5] : demonstrations[5..], reduction), Cancellation);
        Assert.Equal(replicas[0], replicas[1]);
        Assert.InRange(Distance(whole, replicas[0]), 0, 1e-4);
        Assert.InRange(Distance(whole, Moments(demonstrations[..5], null)), 1e-2, double.PositiveInfinity);
    }

    [Fact]
    public void A_reduction_without_other_replicas_changes_no_bit()
    {
        Assert.Equal(Train(new(), sequences => sequences, null).Hash, Train(new(), sequences => sequences, new Changing(gradient => { })).Hash);
    }

    [Fact]
    public void A_joined_gradient_that_is_not_a_number_changes_nothing() =>
        AssertUnchanged<NonFiniteGradientException>(new Changing(gradient => gradient[^1] = float.NaN));

    [Fact]
    public void A_replica_that_does_not_answer_changes_nothing() =>
        AssertUnchanged<TimeoutException>(new Changing(gradient => throw new TimeoutException("the other replica did not come")));

    private static void AssertUnchanged<T>(IGradientReduction reduction)
        where T : Exception
    {
        using var parameters = SmallModel.Parameters(Config, 5);
        using var trainer = new PolicyTrainer(parameters, new(), reduction: reduction);
        var before = parameters.Snapshot(0).ContentHash;
        Assert.Throws<T>(() => trainer.Step(Minibatch(3)));
        Assert.Equal((before, 0), (parameters.Snapshot(0).ContentHash, trainer.Steps));
    }

    // groups of four
    private static TrainingSequence[] Minibatch(int seed) => TrainingExamples.Minibatch(Config, 16, seed);

    private static (string Hash, float[] Moments, double[] Norms) Train(PolicyTrainerOptions options, Func<TrainingSequence[], TrainingSequence[]> part, IGradientReduction? reduction)
    {
        using var parameters = SmallModel.Parameters(Config, 5);
        using var trainer = new PolicyTrainer(parameters, options, reduction: reduction);
        double[] norms = [.. Enumerable.Range(0, Updates).Select(update => trainer.Step(part(Minibatch(update))).GradientNorm)];
        return (parameters.Snapshot(0).ContentHash, trainer.Export().FirstMoments, norms);
    }

    /// <summary>The norm of the difference, as a share of the first's.</summary>
    private static double Distance(float[] a, float[] b) =>
        Math.Sqrt(a.Zip(b, (x, y) => ((double)x - y) * ((double)x - y)).Sum() / a.Sum(x => (double)x * x));

    private delegate void Change(Span<float> gradient);

    private sealed class Changing(Change change) : IGradientReduction
    {
        public void Reduce(Span<float> gradient, double weight) => change(gradient);
    }
}
