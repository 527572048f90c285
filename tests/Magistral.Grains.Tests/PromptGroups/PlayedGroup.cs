using Magistral.Method.Generation;
using Magistral.Method.Verification;
using Magistral.Method.Curriculum;
using Magistral.Method.Advantages;
using Magistral.Contracts.Curriculum;
using Magistral.Contracts.PromptGroups;
using Magistral.Contracts.Specs;
using Magistral.Contracts.Verification;
using Magistral.Grains.PromptGroups;

namespace Magistral.Grains.Tests.PromptGroups;

/// <summary>A group of two rollouts, played through by the rules alone.</summary>
internal static class PlayedGroup
{
    public static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddHours(1);

    public static Problem Problem { get; } = new("p", 1, "one", TaskKind.Math, "1+1=", "2", 40, 8);

    public static GroupTerms Terms { get; } = new(2, new RewardSpec(), GroupFilterKind.Reward, AdvantageKind.Minibatch);

    public static PromptGroupState Leased(GroupTerms? terms = null) => PromptGroup.Lease(new(), Problem, terms ?? Terms, "g", Now);

    public static PromptGroupState Verifying(GroupTerms? terms = null) => PromptGroup.AddRollouts(Leased(terms), Delivery(Rollout(0), Rollout(1)), 0, Now);

    public static RolloutDelivery Delivery(params GeneratedRollout[] rollouts) => new("g", TokenStream.Given([1]), rollouts);

    public static GeneratedRollout Rollout(int index, int version = 3, int tokens = 2, FinishReason finish = FinishReason.Stop) =>
        new(index, TokenStream.Sampled(new int[tokens], new float[tokens], new(version)), finish, $"text {index}");

    public static RolloutScore Right(int index) => new(index, new(VerdictKind.Correct, new(0.1, 0.9, 0, 0), "right"));

    public static RolloutScore Wrong(int index, double format = 0.1) => new(index, new(VerdictKind.Incorrect, new(format, 0, 0, 0), "wrong"));

    public static RolloutScore Error(int index) => new(index, new(VerdictKind.Error, default, "it broke"));
}
