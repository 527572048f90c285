using CsCheck;
using Magistral.Method.Objectives;
using Xunit;

namespace Magistral.Method.Tests;

public sealed class PolicyObjectiveTests
{
    private const int Width = 4;

    private static readonly Gen<PolicyBatch> Batches =
        from rows in Gen.Int[1, 5]
        from lengths in Gen.Int[1, Width].Array[rows]
        from behaviour in Gen.Double[-3, -0.01].Array[rows * Width]
        from logProbs in Gen.Double[-3, -0.01].Array[rows * Width]
        from advantages in Gen.Double[-2, 2].Array[rows]
        from groups in Gen.Int[0, 2].Array[rows]
        select new PolicyBatch(Width, lengths, behaviour, logProbs, advantages, groups);

    private static readonly Gen<AggregationKind> Aggregations = Gen.Enum<AggregationKind>();

    [Fact]
    public void Group_token_mean_over_one_group_equals_token_mean() => Batches.Sample(batch =>
    {
        var one = batch with { Groups = null };
        Assert.Equal(Loss(one, AggregationKind.TokenMean), Loss(one, AggregationKind.GroupTokenMean), 1e-12);
    });

    [Fact]
    public void Group_token_mean_is_the_mean_of_the_groups_losses()
    {
        var batch = new PolicyBatch(2, [2, 1, 2], [-1, -1, -1, 0, -1, -1], [-1, -1, -1, 0, -1, -1], [1, 2, 4], [7, 7, 9]);
        Assert.Equal(-((1 + 1 + 2) / 3.0 + 4) / 2, Loss(batch, AggregationKind.GroupTokenMean), 1e-12);
    }

    [Fact]
    public void The_scales_of_all_tokens_sum_to_one_where_the_aggregation_is_a_mean() =>
        Gen.Select(Batches, Gen.OneOfConst(AggregationKind.GroupTokenMean, AggregationKind.TokenMean, AggregationKind.SequenceMeanTokenMean))
            .Sample((batch, aggregation) =>
            {
                var scales = TokenScales.Of(batch, aggregation);
                Assert.Equal(1, Enumerable.Range(0, batch.Rows).Sum(row => scales[row] * batch.Lengths[row]), 1e-12);
            });

    [Fact]
    public void The_gradient_agrees_with_finite_differences_away_from_the_kinks() =>
        Gen.Select(Batches, Aggregations, Gen.OneOfConst(ObjectiveKind.ClipHigher, ObjectiveKind.DrGrpo)).Sample((batch, aggregation, kind) =>
        {
            const double step = 1e-6;
            var value = PolicyObjective.Evaluate(batch, kind, aggregation, 0.2, 0.28);
            for (var at = 0; at < batch.LogProbs.Count; at++)
            {
                var ratio = Math.Exp(batch.LogProbs[at] - batch.Behaviour[at]);
                if (Math.Abs(ratio - 0.8) < 1e-4 || Math.Abs(ratio - 1.28) < 1e-4) continue;
                var slope = (Loss(Nudged(batch, at, step), aggregation, kind) - Loss(Nudged(batch, at, -step), aggregation, kind)) / (2 * step);
                Assert.Equal(slope, value.Gradient[at], 1e-6);
            }
        });

    [Fact]
    public void On_policy_every_objective_pulls_each_token_alike() => Batches.Sample(batch =>
    {
        var onPolicy = batch with { LogProbs = batch.Behaviour };
        var gradients = Enum.GetValues<ObjectiveKind>()
            .Select(kind => PolicyObjective.Evaluate(onPolicy, kind, AggregationKind.TokenMean, 0.2, 0.28).Gradient).ToArray();
        foreach (var gradient in gradients)
            for (var at = 0; at < gradient.Count; at++) Assert.Equal(gradients[0][at], gradient[at], 1e-12);
    });

    [Theory]
    [InlineData(0.5, 1.0, 0, 0)]
    [InlineData(0.5, -1.0, 1, 0)]
    [InlineData(2.0, 1.0, 0, 1)]
    [InlineData(2.0, -1.0, 0, 0)]
    public void A_token_counts_as_clipped_only_where_the_clipped_term_decides(double ratio, double advantage, double low, double high)
    {
        var batch = new PolicyBatch(1, [1], [-2], [-2 + Math.Log(ratio)], [advantage]);
        var value = PolicyObjective.Evaluate(batch, ObjectiveKind.ClipHigher, AggregationKind.TokenMean, 0.2, 0.28);
        Assert.Equal((low, high), (value.ClipFractionLow, value.ClipFractionHigh));
    }

    [Theory]
    [InlineData(ObjectiveKind.ClipHigher, 1.0)]
    [InlineData(ObjectiveKind.ClipHigher, -1.0)]
    [InlineData(ObjectiveKind.Gspo, 1.0)]
    [InlineData(ObjectiveKind.Gspo, -1.0)]
    [InlineData(ObjectiveKind.Cispo, 1.0)]
    [InlineData(ObjectiveKind.Cispo, -1.0)]
    public void A_ratio_on_its_bound_is_not_clipped(ObjectiveKind kind, double advantage)
    {
        var value = PolicyObjective.Evaluate(new(1, [1], [-2], [-2], [advantage]), kind, AggregationKind.TokenMean, clipLow: 0, clipHigh: 0);
        Assert.Equal(0, value.ClipFraction);
        Assert.Equal([-advantage], value.Gradient);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(2.0)]
    public void A_token_without_advantage_is_never_clipped(double ratio) => Assert.Equal(
        0, PolicyObjective.Evaluate(new(1, [1], [-2], [-2 + Math.Log(ratio)], [0]), ObjectiveKind.ClipHigher, AggregationKind.TokenMean, 0.2, 0.28).ClipFraction);

    [Theory]
    [InlineData(-0.1, 0.2)]
    [InlineData(1.1, 0.2)]
    [InlineData(double.NaN, 0.2)]
    [InlineData(0.2, -0.1)]
    [InlineData(0.2, double.NaN)]
    public void Bounds_that_cannot_clip_are_refused(double clipLow, double clipHigh) => Refused.Argument(
        null, () => PolicyObjective.Evaluate(new(1, [1], [-2], [-2], [1]), ObjectiveKind.ClipHigher, AggregationKind.TokenMean, clipLow, clipHigh),
        FormattableString.Invariant($"the bounds {clipLow} and {clipHigh} cannot clip a ratio: use 0 ≤ clip_low ≤ 1 and clip_high ≥ 0"));

    [Fact]
    public void A_lower_bound_of_1_lets_every_smaller_ratio_pass() => Assert.Equal(
        0, PolicyObjective.Evaluate(new(1, [1], [-2], [-20], [-1]), ObjectiveKind.ClipHigher, AggregationKind.TokenMean, clipLow: 1, clipHigh: 0).ClipFraction);

    [Theory]
    [InlineData(0.0, 0.0, 1.0)]
    [InlineData(-1.0, -1.5, 1.6487212707001282)]
    [InlineData(5.0, 0.0, 2.0)]
    [InlineData(-1.0, 0.0, 0.36787944117144233)]
    public void An_importance_weight_is_the_ratio_up_to_its_cap(double numerator, double denominator, double expected) =>
        Assert.Equal(expected, ImportanceWeight.Truncated(numerator, denominator, 2), 1e-12);

    [Theory]
    [InlineData(0.0)]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    public void A_cap_that_is_not_positive_is_refused(double cap) =>
        Refused.Argument("cap", () => ImportanceWeight.Truncated(0, 0, cap), FormattableString.Invariant($"the cap {cap} is not positive: use 2"));

    [Fact]
    public void A_log_probability_that_is_no_number_is_refused() =>
        Refused.Argument(null, () => ImportanceWeight.Truncated(double.NaN, 0, 2), "a log-probability is not a number: the recorded token is impossible");

    public static TheoryData<PolicyBatch, string> ShapesThatDoNotFit { get; } = new()
    {
        { new(2, [], [], [], []), "the batch is empty: give at least one sequence" },
        { new(0, [1], [], [], [1]), "the batch is empty: give at least one sequence" },
        { new(2, [2, 3], new double[4], new double[4], [1, 1]), "a sequence has no token or more than 2: drop it or widen the array" },
        { new(2, [2, 0], new double[4], new double[4], [1, 1]), "a sequence has no token or more than 2: drop it or widen the array" },
        { new(2, [2, 1], new double[3], new double[4], [1, 1]), "a token array is not 2 x 2: pad every sequence to 2" },
        { new(2, [2, 1], new double[4], new double[5], [1, 1]), "a token array is not 2 x 2: pad every sequence to 2" },
        { new(2, [2, 1], new double[4], new double[4], [1, 1], Weights: new double[2]), "a token array is not 2 x 2: pad every sequence to 2" },
        { new(2, [2, 1], new double[4], new double[4], [1]), "there are not 2 advantages or groups: give one a sequence" },
        { new(2, [2, 1], new double[4], new double[4], [1, 1], [7]), "there are not 2 advantages or groups: give one a sequence" },
    };

    [Theory]
    [MemberData(nameof(ShapesThatDoNotFit))]
    public void Shapes_that_do_not_fit_are_refused(PolicyBatch batch, string says)
    {
        Refused.Argument(null, () => Loss(batch, AggregationKind.TokenMean), says);
        Refused.Argument(null, () => TokenScales.Of(batch, AggregationKind.TokenMean), says);
    }

    [Fact]
    public void A_missing_batch_and_an_unknown_aggregation_are_refused()
    {
        Refused.Null("batch", () => Loss(null!, AggregationKind.TokenMean));
        Refused.Null("batch", () => TokenScales.Of(null!, AggregationKind.TokenMean));
        Refused.Range("aggregation", () => Loss(new(1, [1], [-2], [-2], [1]), (AggregationKind)99), "unknown aggregation: use one of the enumeration");
    }

    private static double Loss(PolicyBatch batch, AggregationKind aggregation, ObjectiveKind kind = ObjectiveKind.ClipHigher) =>
        PolicyObjective.Evaluate(batch, kind, aggregation, 0.2, 0.28).Loss;

    private static PolicyBatch Nudged(PolicyBatch batch, int at, double step)
    {
        var logProbs = batch.LogProbs.ToArray();
        logProbs[at] += step;
        return batch with { LogProbs = logProbs };
    }
}
