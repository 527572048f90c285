using System.Reflection;
using Magistral.Contracts.Generation;
using Magistral.Contracts.Specs;
using Magistral.Contracts.Specs.Revisions;
using Magistral.Text.Tokenizers;
using Magistral.Engine.Training;
using Magistral.Engine.Weights;
using Magistral.Method.Advantages;
using Magistral.Method.Curriculum;
using Magistral.Method.Objectives;
using Magistral.Method.Rewards;
using Magistral.Silo.Generation;
using Magistral.Silo.Models;
using Magistral.Silo.Training;
using Magistral.Grains.Curriculum;
using Magistral.Grains.Curriculum.Problems;
using Magistral.Grains.Queue;
using Magistral.Grains.Runs;
using Magistral.Contracts.PromptGroups;
using Xunit;

namespace Magistral.Silo.Tests.Models;

/// <summary>Every setting reaches what it is meant to change, as it was set.</summary>
public sealed class SpecMappingTests
{
    private static readonly RunSpec Spec = Training.TinyService.Spec with { Model = Training.TinyService.Spec.Model with { Tokenizer = TokenizerKind.Characters } };

    /// <summary>Setting, its value, where it must arrive and as what.</summary>
    private static readonly Arrival[] Arrivals =
    [
        .. Enum.GetValues<ObjectiveKind>().Select(kind => Rl(nameof(RlSpec.Objective), kind, spec => Step(spec).Objective)),
        .. Enum.GetValues<AggregationKind>().Select(kind => Rl(nameof(RlSpec.Aggregation), kind, spec => Step(spec).Aggregation)),
        .. Enum.GetValues<ImportanceKind>().Select(kind => Rl(nameof(RlSpec.Importance), kind, spec => Step(spec).Importance)),
        Rl(nameof(RlSpec.Advantage), AdvantageKind.Group, spec => Advantages(spec), (1 / (1 + AdvantageEstimator.Epsilon), 1 / (1 + AdvantageEstimator.Epsilon))),
        Rl(nameof(RlSpec.Advantage), AdvantageKind.None, spec => Advantages(spec), (1.0, 1.0)),
        Rl(nameof(RlSpec.Advantage), AdvantageKind.Minibatch, spec => Advantages(spec), (1.0, 1 / (1 + AdvantageEstimator.Epsilon))),
        Rl(nameof(RlSpec.GroupFilter), GroupFilterKind.Reward, Signal, GroupSignal.Signal),
        Rl(nameof(RlSpec.GroupFilter), GroupFilterKind.Correctness, Signal, GroupSignal.AllWrong),
        Rl(nameof(RlSpec.ClipLow), 0.11, spec => Step(spec).ClipLow),
        Rl(nameof(RlSpec.ClipHigh), 0.37, spec => Step(spec).ClipHigh),
        Rl(nameof(RlSpec.ImportanceCap), 3.5, spec => Step(spec).ImportanceCap),
        Rl(nameof(RlSpec.GroupSize), 5, spec => GroupTerms.Of(spec).GroupSize),
        Rl(nameof(RlSpec.NAsync), 33, spec => spec.SizesOf(0).NAsync),
        Rl(nameof(RlSpec.NBatch), 96, spec => spec.SizesOf(0).NBatch),
        Rl(nameof(RlSpec.NMinibatch), 48, spec => spec.SizesOf(0).NMinibatch),
        Rl(nameof(RlSpec.MaxStaleness), 4, spec => RolloutQueue.Admitted(new(), 1000, spec.SizesOf(0), 1, spec.Rl.MaxStaleness), (4 + 1) * 8),
        Rl(nameof(RlSpec.Temperature), 0.7, spec => (Policy(spec).Temperature, SpecMapping.SamplingOf(spec.Rl).Temperature), (0.7, 0.7)),
        Rl(nameof(RlSpec.TopP), 0.6, spec => SpecMapping.SamplingOf(spec.Rl).TopP),
        Rl(nameof(RlSpec.TopK), 17, spec => SpecMapping.SamplingOf(spec.Rl).TopK),
        Rl(nameof(RlSpec.LearningRate), 1e-5, spec => Step(spec).LearningRate),
        Rl(nameof(RlSpec.WarmupSteps), 11, spec => Step(spec).WarmupSteps),
        Rl(nameof(RlSpec.Betas), new[] { 0.8, 0.85 }, spec => (Step(spec).AdamW.Beta1, Step(spec).AdamW.Beta2, Supervised(spec).AdamW.Beta1, Supervised(spec).AdamW.Beta2), (0.8, 0.85, 0.8, 0.85)),
        Rl(nameof(RlSpec.WeightDecay), 0.02, spec => Step(spec).AdamW.WeightDecay),
        Rl(nameof(RlSpec.GradientClip), 0.5, spec => (Step(spec).AdamW.GradientClip, Supervised(spec).AdamW.GradientClip), (0.5, 0.5)),
        Rl(nameof(RlSpec.MicrobatchTokens), 999, spec => (Policy(spec).MicrobatchTokens, Supervised(spec).MicrobatchTokens), (999, 999)),
        Rl(nameof(RlSpec.MaxSteps), 7, spec => (StopRules.SpentBudget(spec.Rl, 6, 0) is null, StopRules.SpentBudget(spec.Rl, 7, 0)), (true, "rl.max_steps 7 reached")),
        Rl(nameof(RlSpec.MaxSeconds), 9.5, spec => (StopRules.SpentBudget(spec.Rl, 0, 9.4) is null, StopRules.SpentBudget(spec.Rl, 0, 9.5)), (true, "rl.max_seconds 9.5 reached")),
        Rl(nameof(RlSpec.LeaseSeconds), 45.0, spec => LeaseRenewals.PeriodOf(spec.Rl), TimeSpan.FromSeconds(15)),
        Sft(nameof(SftSpec.Steps), 123, spec => Supervised(spec).Steps),
        Sft(nameof(SftSpec.LearningRate), 0.02, spec => Supervised(spec).LearningRate),
        Sft(nameof(SftSpec.WarmupSteps), 19, spec => Supervised(spec).WarmupSteps),
        Sft(nameof(SftSpec.WeightDecay), 0.03, spec => Supervised(spec).AdamW.WeightDecay),
        Sft(nameof(SftSpec.Batch), 3, spec => Batch(spec).Length),
        Sft(nameof(SftSpec.TracesPerStage), new[] { 5 }, spec => TeacherTraces.Of(spec).Count, 5),
        Sft(nameof(SftSpec.SlipShare), 0.0, spec => Slips(spec) > 0, false),
        Sft(nameof(SftSpec.SlipShare), 1.0, spec => Slips(spec) > 0, true),
        Sft(nameof(SftSpec.SlipRate), 0.0, spec => Slips(spec) > 0, false),
        Sft(nameof(SftSpec.SlipRate), 1.0, spec => Slips(spec) > 0, true),
        Model(nameof(ModelSpec.Hidden), 64, spec => Sizes(spec).Hidden),
        Model(nameof(ModelSpec.Layers), 5, spec => Sizes(spec).Layers),
        Model(nameof(ModelSpec.Heads), 4, spec => Sizes(spec).Heads),
        Model(nameof(ModelSpec.KvHeads), 1, spec => Sizes(spec).KvHeads),
        Model(nameof(ModelSpec.FeedForward), 80, spec => Sizes(spec).FeedForward),
        Model(nameof(ModelSpec.Context), 61, spec => Sizes(spec).Context),
        Model(nameof(ModelSpec.Tied), false, spec => Sizes(spec).Tied),
        Model(nameof(ModelSpec.Tokenizer), TokenizerKind.Characters, spec => ModelPlan.Of(spec, TimeProvider.System).Tokenizer is CharacterTokenizer, true),
        Model(nameof(ModelSpec.Tokenizer), TokenizerKind.Auto, spec => ModelPlan.Of(spec, TimeProvider.System).Tokenizer is CharacterTokenizer, true),
        Model(nameof(ModelSpec.Tokenizer), TokenizerKind.Bpe, spec => ModelPlan.Of(spec, TimeProvider.System).Tokenizer is PretrainedTokenizer, true),
        Model(nameof(ModelSpec.Dtype), ComputeKind.Full, Formats, (NumberFormat.F32, NumberFormat.F32, NumberFormat.F32)),
        Model(nameof(ModelSpec.Dtype), ComputeKind.Half, Formats, (NumberFormat.BF16, NumberFormat.BF16, NumberFormat.BF16)),
        Model(nameof(ModelSpec.RecomputeLayers), true, spec => (Policy(spec).Compute.RecomputeLayers, Supervised(spec).Compute.RecomputeLayers), (true, true)),
        Model(nameof(ModelSpec.Lora), new LoraSpec { Rank = 3, Alpha = 7 }, spec => (SpecMapping.LoraOf(spec.Model)!.Rank, SpecMapping.LoraOf(spec.Model)!.Alpha), (3, 7.0)),
        .. Enum.GetValues<LoraModule>().Select(module => Model(
            nameof(ModelSpec.Lora), new LoraSpec { TargetModules = [module] }, spec => SpecMapping.LoraOf(spec.Model)!.TargetModules.Single(), module switch
            {
                LoraModule.Query => "q_proj", LoraModule.Key => "k_proj", LoraModule.Value => "v_proj", LoraModule.Output => "o_proj",
                LoraModule.Gate => "gate_proj", LoraModule.Up => "up_proj", LoraModule.Down => "down_proj", _ => "?",
            })),
        Reward(nameof(RewardSpec.Format), 0.21, spec => Rewarded(spec).Format),
        Reward(nameof(RewardSpec.Correct), 0.31, spec => Rewarded(spec).Correct),
        Reward(nameof(RewardSpec.Length), 0.41, spec => Rewarded(spec).Length, -0.41),
        Reward(nameof(RewardSpec.Language), 0.51, spec => Rewarded(spec).Language),
        Stage(nameof(StageSpec.PromoteAt), 0.5, spec => Promoted(spec, groups: 1000), true),
        Stage(nameof(StageSpec.WindowGroups), 3, spec => Promoted(spec with { Stages = [spec.Stages[0] with { PromoteAt = 0.5 }] }, groups: 3), true),
        Stage(nameof(StageSpec.MixShare), 0.0, spec => StageMix.Draw(1, 1, 1000, 0, spec.RlStages()[0].MixShare), 0),
        Evaluation(nameof(EvaluationSpec.Problems), 5, spec => EvaluationScheduler.ProblemsOf(spec.Evaluation, EvaluationKind.Final)),
        Evaluation(nameof(EvaluationSpec.CurveProblems), 5, spec => EvaluationScheduler.ProblemsOf(spec.Evaluation, EvaluationKind.Curve)),
        Evaluation(nameof(EvaluationSpec.EverySteps), 7, spec => Periods(spec.Evaluation.EverySteps), (14, 0)),
        Checkpoint(nameof(CheckpointSpec.EverySteps), 7, spec => Periods(spec.Checkpoints.EverySteps), (14, 0)),
        Checkpoint(nameof(CheckpointSpec.Keep), 4, spec => Enumerable.Range(1, 9).Aggregate(new RunState { Spec = spec }, RunRules.Checkpoint).Checkpoints.Count),
    ];

    /// <summary>What another test shows, since it takes a folder.</summary>
    private static readonly string[] ShownElsewhere = ["Model.Path", "Model.ChatTemplate"]; // ModelPlanTests; FolderTrainingTests

    public static TheoryData<string> Names => [.. Arrivals.Select(arrival => arrival.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_setting_arrives_as_it_was_set(string name)
    {
        var arrival = Arrivals.Single(arrival => arrival.Name == name);
        Assert.Equal(arrival.Expected, arrival.Observe(arrival.Set(Spec)));
    }

    [Theory]
    [InlineData(typeof(RlSpec), "Rl")]
    [InlineData(typeof(SftSpec), "Sft")]
    [InlineData(typeof(ModelSpec), "Model")]
    [InlineData(typeof(RewardSpec), "Rewards")]
    public void No_setting_is_left_out(Type section, string name) => Assert.Empty(
        section.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite).Select(property => $"{name}.{property.Name}")
            .Except(Arrivals.Select(arrival => arrival.Name.Split(" = ")[0])).Except(ShownElsewhere));

    [Fact]
    public void Every_live_setting_is_among_those_that_arrive() => Assert.Empty(Lives.Except(Arrivals.Select(Setting)));

    public static TheoryData<string> LiveNames => [.. Arrivals.Where(arrival => Lives.Contains(Setting(arrival))).Select(arrival => arrival.Name)];

    [Theory]
    [MemberData(nameof(LiveNames))]
    public void A_live_setting_changes_nothing_that_workers_are_made_from(string name)
    {
        var changed = Arrivals.Single(arrival => arrival.Name == name).Set(Spec);
        Assert.Equal(Made(Spec), Made(changed));
        Assert.Empty(SpecChanges.Fixed(Spec, changed));
    }

    [Fact]
    public void A_trainer_makes_its_steps_as_the_spec_it_was_made_by_unless_it_is_told_otherwise() => Assert.Equal(Step(Spec), Policy(Spec).Step);

    [Fact]
    public void A_value_that_this_engine_does_not_know_is_refused_and_not_taken_for_another()
    {
        Assert.StartsWith("this engine does not compute in that format", Assert.Throws<ArgumentOutOfRangeException>("model", () => SpecMapping.FormatOf(new() { Dtype = (ComputeKind)99 })).Message, StringComparison.Ordinal);
        Assert.StartsWith("this engine has no such module", Assert.Throws<ArgumentOutOfRangeException>("module", () => SpecMapping.LoraOf(new() { Lora = new() { TargetModules = [(LoraModule)99] } })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => AdvantageEstimator.OfGroup((AdvantageKind)99, [1, 2], new double[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => AdvantageEstimator.OfMinibatch((AdvantageKind)99, [1, 2], new double[2]));
    }

    [Fact]
    public void Lengths_are_normed_by_the_longest_completion_of_all_stages() =>
        Assert.Equal(24, Policy(Spec with { Stages = [Spec.Stages[0] with { LMax = 9 }, Spec.Stages[0], Spec.Stages[0] with { LMax = 5 }] }).NormLengthTokens);

    private static PolicyTrainerOptions Policy(RunSpec spec) => SpecMapping.PolicyOf(spec, 1);

    private static PolicyStepOptions Step(RunSpec spec) => SpecMapping.StepOf(spec.Rl);

    private static readonly (Type Section, string Name)[] Sections =
    [
        (typeof(RlSpec), "Rl"), (typeof(SftSpec), "Sft"), (typeof(ModelSpec), "Model"), (typeof(RewardSpec), "Rewards"),
        (typeof(StageSpec), "Stages"), (typeof(EvaluationSpec), "Evaluation"), (typeof(CheckpointSpec), "Checkpoints"),
    ];

    private static IReadOnlyList<string> Lives => [.. Sections.SelectMany(entry =>
        entry.Section.GetProperties().Where(property => property.IsDefined(typeof(LiveAttribute))).Select(property => $"{entry.Name}.{property.Name}"))];

    private static string Setting(Arrival arrival) => arrival.Name.Split(" = ")[0];

    /// <summary>What the engines, the trainer without its steps, the leases and the sizes of batches follow from.</summary>
    private static object Made(RunSpec spec) => (
        Policy(spec) with { Step = new() }, Sizes(spec), spec.SizesOf(0), spec.Rl.GroupSize, LeaseRenewals.PeriodOf(spec.Rl), SpecMapping.LoraOf(spec.Model), SpecMapping.FormatOf(spec.Model));

    /// <summary>Whether a stage that answers nine of ten problems ends after so many groups, and not one earlier.</summary>
    private static object Promoted(RunSpec spec, int groups)
    {
        CurriculumState After(int count) => Enumerable.Range(1, count).Aggregate(
            new CurriculumState(), (state, number) => CurriculumRules.Record(state, new(number, "problem", 0, 10, 9, default, [1], 0, false), spec.RlStages()));
        return !After(groups - 1).Finished && After(groups).Finished;
    }

    private static object Periods(int everySteps) => (Enumerable.Range(8, 7).Single(step => StepPeriod.Ends(step, everySteps)), Enumerable.Range(1, 99).Count(step => StepPeriod.Ends(step, 0)));

    private static SupervisedTrainerOptions Supervised(RunSpec spec) => SpecMapping.SupervisedOf(spec, 1);

    private static object Formats(RunSpec spec) => (SpecMapping.FormatOf(spec.Model), Policy(spec).Compute.DataType, Supervised(spec).Compute.DataType);

    private static Engine.Models.ModelConfig Sizes(RunSpec spec) => SpecMapping.SizesOf(spec.Model, new CharacterTokenizer());

    private static RewardAxes Rewarded(RunSpec spec) => RewardSum.Of(
        new(true, true, LengthPenalty.SoftOverlong(10, 10, 2, cutOff: true, spec.Rewards.Weights.Length), true), spec.Rewards.Weights);

    /// <summary>The advantage of the better of two completions that differ by 2, in its group and in a minibatch of that group alone.</summary>
    private static (double OfGroup, double OfMinibatch) Advantages(RunSpec spec)
    {
        double[] ofGroup = new double[2], ofMinibatch = new double[2];
        AdvantageEstimator.OfGroup(spec.Rl.Advantage, [2, 0], ofGroup);
        AdvantageEstimator.OfMinibatch(spec.Rl.Advantage, ofGroup, ofMinibatch);
        return (ofGroup[0], ofMinibatch[0]);
    }

    private static object Signal(RunSpec spec) => GroupSignals.Of([0.1, 0], [false, false], spec.Rl.GroupFilter);

    private static int Slips(RunSpec spec) => TeacherTraces.Of(spec).Except(TeacherTraces.Of(spec with { Sft = spec.Sft with { SlipRate = 0 } })).Count();

    private static Demonstration[] Batch(RunSpec spec)
    {
        var plan = ModelPlan.Of(spec, TimeProvider.System);
        return SupervisedExamples.OpenAsync(spec, plan, new Storage.Datasets.FileDatasets(), TestContext.Current.CancellationToken).GetAwaiter().GetResult()
            .BatchAsync(0, TestContext.Current.CancellationToken).GetAwaiter().GetResult();
    }

    private static Arrival Rl(string name, object value, Func<RunSpec, object> observe, object? expected = null) =>
        Of("Rl", name, value, observe, expected, (spec, section) => spec with { Rl = (RlSpec)section }, spec => spec.Rl with { });

    private static Arrival Sft(string name, object value, Func<RunSpec, object> observe, object? expected = null) =>
        Of("Sft", name, value, observe, expected, (spec, section) => spec with { Sft = (SftSpec)section }, spec => spec.Sft with { });

    private static Arrival Model(string name, object value, Func<RunSpec, object> observe, object? expected = null) =>
        Of("Model", name, value, observe, expected, (spec, section) => spec with { Model = (ModelSpec)section }, spec => spec.Model with { });

    private static Arrival Reward(string name, object value, Func<RunSpec, object> observe, object? expected = null) =>
        Of("Rewards", name, value, observe, expected, (spec, section) => spec with { Rewards = (RewardSpec)section }, spec => spec.Rewards with { });

    private static Arrival Stage(string name, object value, Func<RunSpec, object> observe, object? expected = null) =>
        Of("Stages", name, value, observe, expected, (spec, section) => spec with { Stages = [(StageSpec)section] }, spec => spec.Stages[0] with { });

    private static Arrival Evaluation(string name, object value, Func<RunSpec, object> observe, object? expected = null) =>
        Of("Evaluation", name, value, observe, expected, (spec, section) => spec with { Evaluation = (EvaluationSpec)section }, spec => spec.Evaluation with { });

    private static Arrival Checkpoint(string name, object value, Func<RunSpec, object> observe, object? expected = null) =>
        Of("Checkpoints", name, value, observe, expected, (spec, section) => spec with { Checkpoints = (CheckpointSpec)section }, spec => spec.Checkpoints with { });

    private static Arrival Of(string section, string name, object value, Func<RunSpec, object> observe, object? expected, Func<RunSpec, object, RunSpec> put, Func<RunSpec, object> copy) =>
        new($"{section}.{name} = {Said(value)}", observe, expected ?? value, spec =>
        {
            var changed = copy(spec);
            changed.GetType().GetProperty(name)!.SetValue(changed, value);
            return put(spec, changed);
        });

    private static string Said(object value) => value switch
    {
        LoraSpec lora => $"{lora.Rank} {string.Join('+', lora.TargetModules)}",
        System.Collections.IEnumerable many and not string => string.Join(' ', many.Cast<object>()),
        _ => $"{value}",
    };

    private sealed record Arrival(string Name, Func<RunSpec, object> Observe, object Expected, Func<RunSpec, RunSpec> Set);
}
