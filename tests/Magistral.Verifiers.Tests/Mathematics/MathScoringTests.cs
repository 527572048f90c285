using Magistral.Method.Rewards;
using Magistral.Verifiers.Mathematics;
using Magistral.Verifiers.Scoring;
using Xunit;

namespace Magistral.Verifiers.Tests.Mathematics;

public sealed class MathScoringTests
{
    [Fact]
    public void A_right_answer_in_form_has_the_full_reward() => Assert.Equal(1.0, Score(@"<think>t</think>\boxed{7}").Reward);

    [Fact]
    public void A_wrong_answer_in_form_has_the_reward_of_its_form() =>
        Assert.Equal((0.1, MathVerdict.Incorrect), (Score(@"<think>t</think>\boxed{8}").Reward!.Value, Score(@"<think>t</think>\boxed{8}").Verdict));

    [Fact]
    public void After_a_failed_gate_nothing_is_graded()
    {
        var score = Score(@"\boxed{7}", length: 100);
        Assert.Equal((RewardFindings.GateFailed, null, 0.0), (score.Findings, score.Verdict, score.Reward));
    }

    [Fact]
    public void A_long_response_pays_for_its_length() => Assert.Equal(0.95, Score(@"<think>t</think>\boxed{7}", length: 36).Reward!.Value, 1e-12);

    [Fact]
    public void An_unreadable_reference_is_an_error_and_no_reward()
    {
        var score = Score(@"<think>t</think>\boxed{7}", reference: " ");
        Assert.Equal((MathVerdict.Error, null), (score.Verdict, score.Reward));
    }

    private static MathScore Score(string response, string reference = "7", int length = 10) =>
        MathScoring.Score(new(response, reference, length, LMax: 40, LCache: 8), RewardWeights.Default);
}
