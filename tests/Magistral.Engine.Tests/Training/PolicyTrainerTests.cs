using Magistral.Engine.Models;
using Magistral.Engine.Tests.Generation;
using Magistral.Engine.Tests.Models;
using Magistral.Engine.Training;
using Magistral.Method.Generation;
using Magistral.Method.Objectives;
using Xunit;
using ObjectiveKind = Magistral.Method.Objectives.ObjectiveKind;

namespace Magistral.Engine.Tests.Training;

public sealed class PolicyTrainerTests
{
    private static readonly ModelConfig Config = SmallModel.Config();

    public static TheoryData<ObjectiveKind, AggregationKind> Combinations() =>
        new(from kind in Enum.GetValues<ObjectiveKind>() from aggregation in Enum.GetValues<AggregationKind>() select (kind, aggregation));

    [Theory]
    [MemberData(nameof(Combinations))]
    public void Micro_batches_of_any_size_give_the_same_update(ObjectiveKind kind, AggregationKind aggregation)
    {
        var options = new PolicyTrainerOptions { Step = new() { Objective = kind, Aggregation = aggregation, WarmupSteps = 0 } };
        var (whole, wholeGradient) = Update(options with { MicrobatchTokens = 100_000 });
        var (small, smallGradient) = Update(options with { MicrobatchTokens = 24 });
        Assert.Equal(whole.Loss, small.Loss, 1e-4 * (1 + Math.Abs(whole.Loss)));
        Assert.All(wholeGradient.Zip(smallGradient), pair => Assert.Equal(pair.First, pair.Second, 1e-4 * (1 + Math.Abs(pair.First))));
    }

    [Fact]
    public void Two_lanes_give_the_same_update_as_one()
    {
        var (one, oneGradient) = Update(new() { Threads = 1, MicrobatchTokens = 60 });
        var (two, twoGradient) = Update(new() { Threads = 2, MicrobatchTokens = 60 });
        Assert.Equal((one.Loss, one.Entropy, one.RatioMean, one.ApproxKl), (two.Loss, two.Entropy, two.RatioMean, two.ApproxKl), Close);
        Assert.All(oneGradient.Zip(twoGradient), pair => Assert.Equal(pair.First, pair.Second, 1e-4 * (1 + Math.Abs(pair.First))));
    }

    [Fact]
    public void A_report_equals_the_plain_objective_of_the_method()
    {
        var minibatch = TrainingExamples.Minibatch(Config, 12, seed: 3);
        using var parameters = SmallModel.Parameters(Config, 5);
        using var trainer = new PolicyTrainer(parameters, new());
        var logProbs = trainer.EvaluateLogProbs(minibatch);
        var width = minibatch.Max(sequence => sequence.Completion.Length);
        double[] Grid(Func<int, float[]> row) => [.. Enumerable.Range(0, minibatch.Length).SelectMany(i => row(i).Concat(new float[width - row(i).Length])).Select(value => (double)value)];
        var batch = new PolicyBatch(
            width, [.. minibatch.Select(s => s.Completion.Length)], Grid(i => minibatch[i].Completion.LogProbs), Grid(i => logProbs[i]),
            [.. minibatch.Select(s => (double)s.Advantage)], [.. minibatch.Select(s => s.GroupIndex)]);
        var expected = PolicyObjective.Evaluate(batch, ObjectiveKind.ClipHigher, AggregationKind.GroupTokenMean, 0.2, 0.28);
        var report = trainer.Step(minibatch);
        Assert.Equal((expected.Loss, expected.ClipFractionLow, expected.ClipFractionHigh, expected.ApproxKl), (report.Loss, report.ClipFractionLow, report.ClipFractionHigh, report.ApproxKl), Close);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.7)]
    public void Log_probabilities_and_entropy_are_those_of_the_sampling_temperature(double temperature)
    {
        var minibatch = TrainingExamples.Minibatch(Config, 5, seed: 8);
        var plain = new NaiveModel(Config, SmallModel.Values(Config, 5));
        using var parameters = SmallModel.Parameters(Config, 5);
        using var trainer = new PolicyTrainer(parameters, new() { Temperature = temperature });
        var logProbs = trainer.EvaluateLogProbs(minibatch);
        var entropy = 0.0;
        for (var i = 0; i < minibatch.Length; i++)
        {
            var expected = Generations.Distributions(plain.Logits, minibatch[i].PromptTokens, minibatch[i].Completion.Tokens, temperature);
            entropy -= expected.Sum(row => row.Sum(value => Math.Exp(value) * value));
            for (var t = 0; t < expected.Length; t++) Assert.Equal(expected[t][minibatch[i].Completion.Tokens[t]], logProbs[i][t], 2e-3);
        }

        Assert.Equal(entropy / minibatch.Sum(sequence => sequence.Completion.Length), trainer.Step(minibatch).Entropy, 2e-3);
    }

    [Fact]
    public void What_the_generator_recorded_is_what_the_trainer_computes()
    {
        var requests = Enumerable.Range(0, 30).Select(id => TorchGeneratorTests.Request(id, id % 7 + 1, 18, temperature: 0.8)).ToArray();
        using var generator = Generations.Generator(Config, 8, prefill: 9);
        var finished = Generations.Run(generator, requests);
        var minibatch = requests.Select(request => new TrainingSequence
        {
            PromptTokens = request.PromptTokens,
            Completion = finished[request.Id].Completion,
            Advantage = 1,
        }).ToArray();
        using var parameters = SmallModel.Parameters(Config, 5);
        using var trainer = new PolicyTrainer(parameters, new() { Temperature = 0.8 });
        var report = trainer.Step(minibatch);
        Assert.Equal((1.0, 1.0, 0.0), (report.RatioMean, report.RatioMax, report.ApproxKl),
            (a, b) => Math.Abs(a.Item1 - b.Item1) < 1e-4 && Math.Abs(a.Item2 - b.Item2) < 2e-3 && Math.Abs(a.Item3 - b.Item3) < 1e-4);
    }

    [Fact]
    public void A_learning_rate_of_zero_keeps_every_bit_of_the_weights()
    {
        using var parameters = SmallModel.Parameters(Config, 5);
        parameters.Load([.. SmallModel.Values(Config, 5).Select((value, i) => i % 7 == 0 ? -0f : value)]);
        var before = parameters.Snapshot(0).ContentHash;
        using var trainer = new PolicyTrainer(parameters, new() { Step = new() { LearningRate = 0, AdamW = new() { WeightDecay = 0.1 } } });
        for (var i = 0; i < 3; i++) trainer.Step(TrainingExamples.Minibatch(Config, 8, i));
        Assert.Equal(before, parameters.Snapshot(0).ContentHash);
    }

    public static TheoryData<string, PolicyStepOptions> OtherSteps() => new()
    {
        { "learning rate", new() { LearningRate = 1e-2 } },
        { "warm-up", new() { WarmupSteps = 0 } },
        { "clips", new() { ClipLow = 0.01, ClipHigh = 0.02 } },
        { "objective", new() { Objective = ObjectiveKind.Cispo, Aggregation = AggregationKind.TokenMean } },
        { "importance", new() { Importance = ImportanceKind.Tis, ImportanceCap = 1.2 } },
        { "weight decay", new() { AdamW = new() { WeightDecay = 0.2 } } },
        { "gradient clip", new() { AdamW = new() { GradientClip = 1e-3 } } },
    };

    [Theory]
    [MemberData(nameof(OtherSteps))]
    public void A_step_that_is_told_other_options_is_that_of_a_trainer_made_with_them(string what, PolicyStepOptions other)
    {
        var (first, second) = (TrainingExamples.Minibatch(Config, 8, 1), TrainingExamples.Minibatch(Config, 8, 2));
        using var parameters = SmallModel.Parameters(Config, 5);
        using var trainer = new PolicyTrainer(parameters, new());
        trainer.Step(first);
        var (weights, state) = (parameters.Snapshot(1), trainer.Export());
        var told = trainer.Step(second, other);
        var (made, madeHash) = Continue(new() { Step = other });
        var (_, plainHash) = Continue(new());
        Assert.Equal((made.Loss, made.LearningRate, made.GradientNorm), (told.Loss, told.LearningRate, told.GradientNorm));
        Assert.Equal(madeHash, parameters.Snapshot(2).ContentHash);
        Assert.True(plainHash != madeHash, $"another {what} changes nothing");

        (UpdateReport Report, string Hash) Continue(PolicyTrainerOptions options)
        {
            using var continued = FlatParameters.Create(Config, weights, ComputeDevice.Cpu);
            using var another = new PolicyTrainer(continued, options);
            another.Import(state);
            var report = another.Step(second);
            return (report, continued.Snapshot(2).ContentHash);
        }
    }

    [Fact]
    public void A_step_that_was_told_other_options_leaves_the_next_as_the_trainer_was_made()
    {
        using var parameters = SmallModel.Parameters(Config, 5);
        using var trainer = new PolicyTrainer(parameters, new() { Step = new() { WarmupSteps = 0 } });
        Assert.Equal(1e-2, trainer.Step(TrainingExamples.Minibatch(Config, 8, 1), new() { LearningRate = 1e-2, WarmupSteps = 0 }).LearningRate);
        Assert.Equal(3e-4, trainer.Step(TrainingExamples.Minibatch(Config, 8, 2)).LearningRate);
    }

    [Fact]
    public void An_exported_state_continues_to_the_same_bits()
    {
        var options = new PolicyTrainerOptions { Threads = 2, Step = new() { WarmupSteps = 4 } };
        using var parameters = SmallModel.Parameters(Config, 5);
        using var trainer = new PolicyTrainer(parameters, options);
        for (var i = 0; i < 2; i++) trainer.Step(TrainingExamples.Minibatch(Config, 8, i));
        var (weights, state) = (parameters.Snapshot(2), trainer.Export());
        using var resumedParameters = FlatParameters.Create(Config, weights, ComputeDevice.Cpu);
        using var resumed = new PolicyTrainer(resumedParameters, options);
        resumed.Import(state);
        for (var i = 2; i < 5; i++)
        {
            trainer.Step(TrainingExamples.Minibatch(Config, 8, i));
            resumed.Step(TrainingExamples.Minibatch(Config, 8, i));
        }

        Assert.Equal(parameters.Snapshot(0).ContentHash, resumedParameters.Snapshot(0).ContentHash);
    }

    [Fact]
    public void A_gradient_that_is_not_a_number_changes_nothing()
    {
        using var parameters = SmallModel.Parameters(Config, 5);
        using var trainer = new PolicyTrainer(parameters, new());
        var before = parameters.Snapshot(0).ContentHash;
        var minibatch = TrainingExamples.Minibatch(Config, 2, 1)
            .Select(s => s with { Advantage = -1, Completion = s.Completion with { LogProbs = [.. s.Completion.LogProbs.Select(_ => -1e6f)] } }).ToArray();
        Assert.Throws<NonFiniteGradientException>(() => trainer.Step(minibatch));
        Assert.Equal((before, 0), (parameters.Snapshot(0).ContentHash, trainer.Steps));
    }

    [Fact]
    public void Decoupled_weights_the_loss_by_the_capped_ratio_of_proximal_policy_and_behaviour()
    {
        var minibatch = TrainingExamples.Minibatch(Config, 8, seed: 3);
        using var parameters = SmallModel.Parameters(Config, 5);
        using var trainer = new PolicyTrainer(parameters, new() { Step = new() { Importance = ImportanceKind.Decoupled, ImportanceCap = 1.5, Aggregation = AggregationKind.TokenMean } });
        var logProbs = trainer.EvaluateLogProbs(minibatch);
        var tokens = minibatch.Zip(logProbs).SelectMany(pair => pair.Second.Zip(pair.First.Completion.LogProbs, (ours, theirs) => -pair.First.Advantage * Math.Min(1.5, Math.Exp(ours - theirs))));
        var report = trainer.Step(minibatch);
        Assert.Equal((tokens.Average(), 1.0), (report.Loss, report.RatioMax), (a, b) => Math.Abs(a.Item1 - b.Item1) < 1e-4 && Math.Abs(a.Item2 - b.Item2) < 1e-4);
    }

    [Fact]
    public void A_given_proximal_policy_is_what_the_ratio_is_against()
    {
        var minibatch = TrainingExamples.Minibatch(Config, 8, seed: 3);
        using var parameters = SmallModel.Parameters(Config, 5);
        using var trainer = new PolicyTrainer(parameters, new() { Step = new() { Importance = ImportanceKind.Tis } });
        var shifted = minibatch.Zip(trainer.EvaluateLogProbs(minibatch), (s, p) => s with { ProximalLogProbs = [.. p.Select(value => value - 0.5f)] }).ToArray();
        Assert.Equal(Math.Exp(0.5), trainer.Step(shifted).RatioMean, 1e-3);
    }

    [Theory]
    [InlineData(0, 3, "empty prompt or completion")]
    [InlineData(30, 30, "the context is 40")]
    public void A_sequence_that_does_not_fit_is_refused(int prompt, int completion, string what)
    {
        using var parameters = SmallModel.Parameters(Config, 5);
        using var trainer = new PolicyTrainer(parameters, new());
        var sequence = new TrainingSequence { PromptTokens = new int[prompt], Completion = TokenStream.Sampled(new int[completion], new float[completion], new(0)), Advantage = 1 };
        Assert.Contains(what, Assert.Throws<TrainingInputException>(() => trainer.Step([sequence])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_padding_share_counts_what_was_computed_for_nothing()
    {
        using var parameters = SmallModel.Parameters(Config, 5);
        using var trainer = new PolicyTrainer(parameters, new());
        TrainingSequence Of(int completion) => new() { PromptTokens = [1], Completion = TokenStream.Sampled(new int[completion], [.. Enumerable.Repeat(-1f, completion)], new(0)), Advantage = 1 };
        var report = trainer.Step([Of(10), Of(5)]);
        Assert.Equal((0.25, 17), (report.PaddingShare, report.Tokens));
    }

    private static (UpdateReport Report, float[] Moments) Update(PolicyTrainerOptions options)
    {
        using var parameters = SmallModel.Parameters(Config, 5);
        using var trainer = new PolicyTrainer(parameters, options with { Step = options.Step with { AdamW = new() { GradientClip = 0 } } });
        var report = trainer.Step(TrainingExamples.Minibatch(Config, 12, seed: 3));
        return (report, trainer.Export().FirstMoments);
    }

    private static bool Close((double, double, double, double) a, (double, double, double, double) b) =>
        Math.Abs(a.Item1 - b.Item1) + Math.Abs(a.Item2 - b.Item2) + Math.Abs(a.Item3 - b.Item3) + Math.Abs(a.Item4 - b.Item4) < 1e-3 * (1 + Math.Abs(a.Item3));
}
