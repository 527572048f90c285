using Magistral.Engine.Models;
using Magistral.Engine.Tests.Models;
using Magistral.Engine.Training;
using Magistral.Method.Generation;
using Magistral.Method.Objectives;
using Xunit;
using ObjectiveKind = Magistral.Method.Objectives.ObjectiveKind;

namespace Magistral.Engine.Tests.Training;

/// <summary>Completions in which some tokens were given: they are read, and nothing else.</summary>
public sealed class GivenTokenTests
{
    private const int NormLength = 24;

    private static readonly ModelConfig Config = SmallModel.Config();

    public static TheoryData<ObjectiveKind, AggregationKind> Combinations() =>
        new(from kind in Enum.GetValues<ObjectiveKind>() from aggregation in Enum.GetValues<AggregationKind>() select (kind, aggregation));

    /// <summary>The same completions, wholly sampled, with weights that take the given tokens out of the sums and set the counts right.</summary>
    [Theory]
    [MemberData(nameof(Combinations))]
    public void The_gradient_is_that_of_the_same_tokens_with_the_given_ones_weighted_out(ObjectiveKind kind, AggregationKind aggregation)
    {
        var options = new PolicyTrainerOptions { Step = new() { Objective = kind, Aggregation = aggregation, WarmupSteps = 0 }, NormLengthTokens = NormLength, MicrobatchTokens = 60 };
        var minibatch = Mixed(12, seed: 3);
        var (masked, gradient) = Update(minibatch, options);
        var (byHand, expected) = Update(WeightedOut(minibatch, kind, aggregation), options);
        Assert.Equal(byHand.Loss, masked.Loss, 1e-4 * (1 + Math.Abs(byHand.Loss)));
        Assert.Contains(expected, value => Math.Abs(value) > 1e-4);
        Assert.All(expected.Zip(gradient), pair => Assert.Equal(pair.First, pair.Second, 1e-4 * (1 + Math.Abs(pair.First))));
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public void A_report_equals_the_plain_objective_of_the_sampled_tokens_alone(ObjectiveKind kind, AggregationKind aggregation)
    {
        var minibatch = Mixed(12, seed: 4);
        using var parameters = SmallModel.Parameters(Config, 5);
        using var trainer = new PolicyTrainer(parameters, new() { Step = new() { Objective = kind, Aggregation = aggregation }, NormLengthTokens = NormLength });
        var logProbs = trainer.EvaluateLogProbs(minibatch);
        double[] Grid(Func<int, float[]> of) => [.. minibatch.SelectMany((s, i) => Sampled(s, of(i)).Concat(new float[NormLength - s.Completion.SampledCount])).Select(value => (double)value)];
        var batch = new PolicyBatch(
            NormLength, [.. minibatch.Select(s => s.Completion.SampledCount)], Grid(i => minibatch[i].Completion.LogProbs), Grid(i => logProbs[i]),
            [.. minibatch.Select(s => (double)s.Advantage)], [.. minibatch.Select(s => s.GroupIndex)]);
        var expected = PolicyObjective.Evaluate(batch, kind, aggregation, 0.2, 0.28);
        var report = trainer.Step(minibatch);
        double[] wanted = [expected.Loss, expected.ClipFractionLow, expected.ClipFractionHigh, expected.ApproxKl];
        Assert.All(wanted.Zip([report.Loss, report.ClipFractionLow, report.ClipFractionHigh, report.ApproxKl]), pair =>
            Assert.Equal(pair.First, pair.Second, 1e-3 * (1 + Math.Abs(pair.First))));
        Assert.Equal(minibatch.Sum(s => (long)s.Completion.SampledCount), report.CompletionTokens);
        Assert.Equal(minibatch.Sum(s => (long)s.PromptTokens.Length + s.Completion.Length), report.Tokens);
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public void What_is_stored_for_a_given_token_changes_nothing(ObjectiveKind kind, AggregationKind aggregation)
    {
        var options = new PolicyTrainerOptions { Step = new() { Objective = kind, Aggregation = aggregation, Importance = ImportanceKind.Decoupled, WarmupSteps = 0 }, MicrobatchTokens = 60 };
        var minibatch = Mixed(9, seed: 6).Select(s => s with { ImportanceWeights = Numbers(s, 1.5f, 1), ProximalLogProbs = Numbers(s, -1.5f, 0) }).ToArray();
        var changed = minibatch.Select(s => s with
        {
            Completion = s.Completion with { LogProbs = Where(s, s.Completion.LogProbs, float.NaN) },
            ImportanceWeights = Where(s, s.ImportanceWeights!, float.PositiveInfinity),
            ProximalLogProbs = Where(s, s.ProximalLogProbs!, 1e30f),
        }).ToArray();
        var ((report, gradient), (other, otherGradient)) = (Update(minibatch, options), Update(changed, options));
        Assert.Equal(report with { Seconds = 0 }, other with { Seconds = 0 });
        Assert.Equal(gradient, otherGradient);
    }

    [Fact]
    public void Sampled_tokens_keep_their_positions_behind_given_ones()
    {
        var minibatch = Mixed(8, seed: 7);
        using var parameters = SmallModel.Parameters(Config, 5);
        using var trainer = new PolicyTrainer(parameters, new());
        var whole = trainer.EvaluateLogProbs([.. minibatch.Select(AllSampled)]);
        var found = trainer.EvaluateLogProbs(minibatch);
        for (var i = 0; i < minibatch.Length; i++)
        {
            Assert.All(Sampled(minibatch[i], whole[i]).Zip(Sampled(minibatch[i], found[i])), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
            Assert.All(minibatch[i].Completion.SampledMask().Zip(found[i]), token => Assert.True(token.First || token.Second == 0));
        }
    }

    [Fact]
    public void A_completion_of_given_tokens_alone_is_refused()
    {
        using var parameters = SmallModel.Parameters(Config, 5);
        using var trainer = new PolicyTrainer(parameters, new());
        var given = new TrainingSequence { PromptTokens = [1], Completion = TokenStream.Given([2, 3]), Advantage = 1 };
        Assert.Contains("no token that the policy sampled", Assert.Throws<TrainingInputException>(() => trainer.Step([given])).Message, StringComparison.Ordinal);
    }

    private static TrainingSequence[] Mixed(int count, int seed)
    {
        var random = new Random(seed);
        return [.. TrainingExamples.Minibatch(Config, count, seed).Select((sequence, i) =>
        {
            var given = TokenStream.Given(SmallModel.Tokens(Config, random.Next(1, 6), seed + 2000 + i));
            var (completion, cut) = (sequence.Completion, random.Next(0, sequence.Completion.Length + 1));
            return i % 3 == 2 ? sequence : sequence with { Completion = completion.Slice(0, cut).Append(given).Append(completion.Slice(cut, completion.Length - cut)) };
        })];
    }

    private static TrainingSequence[] WeightedOut(TrainingSequence[] minibatch, ObjectiveKind kind, AggregationKind aggregation)
    {
        using var parameters = SmallModel.Parameters(Config, 5);
        using var trainer = new PolicyTrainer(parameters, new());
        var logProbs = trainer.EvaluateLogProbs([.. minibatch.Select(AllSampled)]);
        return [.. minibatch.Select((sequence, i) => AllSampled(sequence) with
        {
            Completion = AllSampled(sequence).Completion with { LogProbs = kind == ObjectiveKind.Gspo ? SameMeanRatio(sequence, logProbs[i]) : sequence.Completion.LogProbs },
            ImportanceWeights = Numbers(sequence, (float)CountsRight(minibatch, sequence, aggregation), 0),
        })];
    }

    /// <summary>All tokens over sampled tokens, of whatever the aggregation divides by.</summary>
    private static double CountsRight(TrainingSequence[] minibatch, TrainingSequence sequence, AggregationKind aggregation)
    {
        var counted = aggregation switch
        {
            AggregationKind.TokenMean => minibatch,
            AggregationKind.GroupTokenMean => [.. minibatch.Where(other => other.GroupIndex == sequence.GroupIndex)],
            AggregationKind.SequenceMeanTokenMean => [sequence],
            _ => Array.Empty<TrainingSequence>(), // a constant
        };
        return counted.Length == 0 ? 1 : counted.Sum(other => (double)other.Completion.Length) / counted.Sum(other => other.Completion.SampledCount);
    }

    /// <summary>Behaviour that gives each given token the mean ratio of the sampled ones, so that the sequence's ratio is theirs.</summary>
    private static float[] SameMeanRatio(TrainingSequence sequence, float[] logProbs)
    {
        var mean = Sampled(sequence, [.. logProbs.Zip(sequence.Completion.LogProbs, (ours, theirs) => ours - theirs)]).Average();
        return [.. sequence.Completion.SampledMask().Select((isSampled, t) => isSampled ? sequence.Completion.LogProbs[t] : logProbs[t] - mean)];
    }

    private static TrainingSequence AllSampled(TrainingSequence sequence) =>
        sequence with { Completion = TokenStream.Sampled(sequence.Completion.Tokens, sequence.Completion.LogProbs, new(0)) };

    private static float[] Numbers(TrainingSequence sequence, float sampled, float given) => [.. sequence.Completion.SampledMask().Select(isSampled => isSampled ? sampled : given)];

    private static float[] Where(TrainingSequence sequence, float[] numbers, float given) => [.. sequence.Completion.SampledMask().Zip(numbers, (isSampled, number) => isSampled ? number : given)];

    private static float[] Sampled(TrainingSequence sequence, float[] numbers) => [.. sequence.Completion.SampledMask().Zip(numbers).Where(token => token.First).Select(token => token.Second)];

    private static (UpdateReport Report, float[] Moments) Update(TrainingSequence[] minibatch, PolicyTrainerOptions options)
    {
        using var parameters = SmallModel.Parameters(Config, 5);
        using var trainer = new PolicyTrainer(parameters, options with { Step = options.Step with { AdamW = new() { GradientClip = 0 } } });
        return (trainer.Step(minibatch), trainer.Export().FirstMoments);
    }
}
