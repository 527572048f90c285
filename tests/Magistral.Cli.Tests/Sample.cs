using Magistral.Method.Rewards;
using Magistral.Method.Generation;
using Magistral.Method.Verification;
using Magistral.Client.PromptGroups;
using Magistral.Client.Runs;
using Magistral.Client.Specs;
using Magistral.Client.Training;
using Magistral.Contracts.Curriculum;
using Magistral.Contracts.Generation;
using Magistral.Contracts.PromptGroups;
using Magistral.Contracts.Queue;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Specs;
using Magistral.Contracts.Training;
using Magistral.Contracts.Verification;
using Magistral.Contracts.Weights;

namespace Magistral.Cli.Tests;

/// <summary>Plain data of a small run, to render.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset Then = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static RunSpec Spec { get; } = RunSpecReader.Read("""
        name: tiny
        sft: { traces_per_stage: [8, 8] }
        stages:
          - { name: one, l_max: 20 }
          - { name: two, l_max: 30 }
        """, "tiny.yaml");

    public static StepReport Step(int step) => new()
    {
        Step = step, Version = new(step), Stage = 1, At = Then, RlSeconds = step, BatchReward = 0.5, Entropy = 0.03, ApproxKl = 1e-4, ClipFractionLow = 0.001,
        ClipFractionHigh = 0.002, RatioMean = 1, RatioMax = 2, GradientNorm = 0.4, LearningRate = 3e-4, Tokens = 3000, UpdateSeconds = 0.2, WaitSeconds = 0.05,
        Recent = new(8, new(0.1, 0.7, -0.01, 0), 0.78, 26.1, 33, 0.01, 0), Lags = [new(0, 100), new(1, 900)],
        Counts = new(20, 10, 4, 3, 1, 0, 0, 0, 2, 2, 2),
    };

    public static EvaluationResult Evaluation(EvaluationKind kind, int step, int correct) => new(
        new(step, kind, step, new(step), 100), new(step), [new("one", 100, correct), new("two", 100, correct / 2)], 1, Then);

    public static RunDescription Run { get; } = new()
    {
        RunId = "20260102-0001", Spec = Spec, State = RunLifecycle.Running, Reason = "", CreatedAt = Then, WallSeconds = 100, SecondsToFirstStep = 31, RlSeconds = 60,
        SecondsLeft = 75, LastStep = Step(40), Evaluations = [Evaluation(EvaluationKind.WarmStart, 0, 40), Evaluation(EvaluationKind.Curve, 25, 80)],
        Generators = [new("g", "s", 54, 3, 3, 5, 1_200_000, 4000, 128, new(40))], TrainerBusyShare = 0.8, TrainerTokensPerSecond = 27000, PaddingShare = 0.04,
        Checkpoints = [25], Audit = [new(Then, "created <here>")],
    };

    public static RunOverview Overview { get; } = new(
        Run,
        new QueueReport(40, 320, new(400, 300, 60, 40, 20, 1, 0, 0, 10, 9, 20), [], false),
        new WeightsReport(new(41), 40, "00", [new(0, 1000), new(1, 9000)], new Dictionary<string, WeightVersion>()),
        new CurriculumReport(1, false, [new("one", 300, 200, 3, 0.9, 32, 120), new("two", 100, 90, 9, 0.5, 32, null)], new(8, new(0.1, 0.7, 0, 0), 0.7, 26, 33, 0, 0)));

    public static TrainProgress Progress(TrainerActivity activity = TrainerActivity.Training) => new(Run, new(activity, "", null), TimeSpan.FromSeconds(41.25), Stopping: false);

    public static TrainProgress WarmStart { get; } = new(
        Run with { LastStep = null, Evaluations = [], Generators = [] }, new(TrainerActivity.Supervised, "", new(120, 600, 0.312, 38_100)), TimeSpan.FromSeconds(7), Stopping: false);

    public static Rollout Rollout(int index, string text, VerdictKind verdict, RewardAxes axes, FinishReason finish = FinishReason.Stop) => new(
        new(index, new(new int[35], new float[35], [new(10, new(39)), new(5, null), new(20, new(40))]), finish, text), "g", new(verdict, axes, ""), 0.25);

    public static GroupEntry Group { get; } = Entry(7, GroupPhase.Trained, new(GroupPhase.Trained, "", 40),
        Rollout(0, @"<think>7+5+0=12;4+8+1=13;</think>\boxed{132}", VerdictKind.Correct, new(0.1, 0.9, 0, 0)),
        Rollout(1, @"<think>7+5+0=12;4+8+1=12;</think>\boxed{122}", VerdictKind.Incorrect, new(0.1, 0, 0, 0)),
        Rollout(2, "<think>7+5+0=12;4", VerdictKind.Malformed, default, FinishReason.Length));

    public static GroupEntry Entry(int number, GroupPhase phase, GroupEnd? end, params Rollout[] rollouts) => new(
        new(new("r", number), new("47+85", 1, "two", TaskKind.Math, "47+85=", "132", 30, 8), phase, end, Then, end is null ? null : Then.AddSeconds(2), TokenStream.Empty,
            rollouts, [new(Then, "issued")], null), phase, end?.Step);
}
