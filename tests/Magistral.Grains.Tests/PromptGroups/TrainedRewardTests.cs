using CsCheck;
using Magistral.Contracts.PromptGroups;
using Magistral.Contracts.Specs;
using Magistral.Grains.PromptGroups;
using Magistral.Grains.Verification;
using Magistral.Method.Advantages;
using Magistral.Method.Curriculum;
using Magistral.Method.Generation;
using Magistral.Method.Verification;
using Magistral.Verifiers.Code;
using Xunit;

namespace Magistral.Grains.Tests.PromptGroups;

/// <summary>What a group is trained on is what the method says (arXiv 2506.10910 §2.2), written out here once more from its formula.</summary>
public sealed class TrainedRewardTests
{
    private const int LMax = 40, LCache = 8;
    private const string Prompt = "What is the sum of one hundred and twenty and three, and why is that so?";
    private const string English = "I add the two numbers that are given, first the hundreds and then the rest of them.";
    private const string French = "Je fais la somme des deux nombres qui sont donnés, d'abord les centaines et puis le reste.";
    private static readonly DateTimeOffset Then = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Gen<double> Weight = Gen.OneOf(Gen.Const(0.0), Gen.Double[0, 10]);
    private static readonly Gen<RewardSpec> Weights = Gen.Select(Weight, Weight, Weight, Weight, (format, correct, length, language) =>
        new RewardSpec { Format = format, Correct = correct, Length = length, Language = language });

    private static readonly Gen<Case> Cases = Gen.Select(
        Gen.Bool, Gen.Bool, Gen.Bool, Gen.Int[1, LMax + 4], Gen.Bool, (formed, right, same, length, cutOff) => new Case(formed, right, same, length, cutOff));

    [Fact]
    public void A_group_is_trained_on_the_reward_of_the_method_for_all_weights_and_axes() =>
        Gen.Select(Weights, Cases.Array[2, 6], Gen.Enum<AdvantageKind>()).Sample((weights, cases, kind) =>
        {
            var group = Settled(weights, cases, kind);
            var expected = cases.Select(each => Reward(weights, each)).ToArray();
            var rewards = group.Records.Select(rollout => rollout.Score!.Axes.Total).ToArray();
            Assert.All(expected.Zip(rewards), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
            var mean = expected.Average();
            var deviation = Math.Sqrt(expected.Average(reward => (reward - mean) * (reward - mean)));
            if (deviation > 1e-9)
                Assert.All(expected.Zip(group.Records), pair =>
                    Assert.Equal((pair.First - mean) / (kind == AdvantageKind.Group ? deviation + 1e-6 : 1), pair.Second.Advantage!.Value, 1e-6));
        }, iter: 300, threads: 1);

    private static double Reward(RewardSpec weights, Case each)
    {
        if (!each.Formed)
            return 0;
        var over = each.Length > LMax || each.CutOff ? 1 : Math.Max(0, each.Length - (LMax - LCache)) / (double)LCache;
        return weights.Format + (each.Right ? weights.Correct : 0) - weights.Length * over + (each.SameLanguage ? weights.Language : 0);
    }

    private static PromptGroupState Settled(RewardSpec weights, Case[] cases, AdvantageKind kind)
    {
        var terms = new GroupTerms(cases.Length, weights, GroupFilterKind.Reward, kind);
        var group = PromptGroup.Lease(new(), new("p", 0, "s", TaskKind.Math, Prompt, "123", LMax, LCache), terms, "g", Then);
        var rollouts = cases.Select((each, index) => new GeneratedRollout(index, TokenStream.Sampled(new int[each.Length], new float[each.Length], new(0)),
            each.CutOff ? FinishReason.Length : FinishReason.Stop, each.Text)).ToList();
        group = PromptGroup.AddRollouts(group, new("g", TokenStream.Empty, rollouts), 0, Then);
        var scores = group.Records.Select(rollout => new RolloutScore(rollout.Index, ResponseScoring.ScoreAsync(
            PromptGroup.RequestFor(group, rollouts[rollout.Index]), (_, _) => Task.FromResult<CodeResult>(null!), CancellationToken.None).AsTask().GetAwaiter().GetResult())).ToList();
        return PromptGroup.AddScores(group, scores, Then);
    }

    private sealed record Case(bool Formed, bool Right, bool SameLanguage, int Length, bool CutOff)
    {
        public string Text => $"{(Formed ? "<think>" : "")}{(SameLanguage ? English : French)}</think>{English} \\boxed{{{(Right ? 123 : 124)}}}";
    }
}
