using CsCheck;
using Magistral.Method.Advantages;
using Xunit;

namespace Magistral.Method.Tests;

public sealed class AdvantageEstimatorTests
{
    private static readonly Gen<double[]> Rewards = Gen.Double[-1, 1].Array[1, 64];

    [Fact]
    public void Centring_a_group_leaves_a_sum_of_zero() => Rewards.Sample(rewards =>
        Assert.Equal(0, Centred(rewards).Sum(), 1e-12));

    [Fact]
    public void Centring_keeps_the_distances_between_rewards() => Rewards.Sample(rewards =>
    {
        var advantages = Centred(rewards);
        for (var i = 1; i < rewards.Length; i++)
            Assert.Equal(rewards[i] - rewards[0], advantages[i] - advantages[0], 1e-12);
    });

    [Fact]
    public void Normalising_a_minibatch_gives_mean_zero_and_at_most_unit_deviation() => Rewards.Sample(rewards =>
    {
        var advantages = Normalised(rewards);
        Assert.Equal(0, advantages.Average(), 1e-9);
        Assert.InRange(advantages.Average(a => a * a), 0, 1 + 1e-9);
    });

    [Fact]
    public void The_order_of_the_sequences_does_not_change_their_advantages() =>
        Gen.Select(Rewards, Gen.Int).Sample((rewards, seed) =>
        {
            var order = Enumerable.Range(0, rewards.Length).ToArray();
            new Random(seed).Shuffle(order);
            var straight = Normalised(rewards);
            var shuffled = Normalised([.. order.Select(i => rewards[i])]);
            for (var i = 0; i < order.Length; i++) Assert.Equal(straight[order[i]], shuffled[i], 1e-9);
        });

    [Theory]
    [InlineData(0.1, 3)]
    [InlineData(0.9, 7)]
    [InlineData(1e-300, 16)]
    [InlineData(0.0, 1)]
    public void Equal_rewards_give_exact_zeros(double reward, int count)
    {
        var rewards = Enumerable.Repeat(reward, count).ToArray();
        Assert.All(Centred(rewards).Concat(Normalised(rewards)).Concat(ByGroup(rewards)), advantage => Assert.Equal(0.0, advantage));
    }

    [Fact]
    public void Known_rewards_give_known_advantages()
    {
        Assert.Equal([-0.5, 0.5, -0.5, 0.5], Centred([0, 1, 0, 1]));
        Assert.Equal(0.5 / (0.5 + 1e-6), Normalised([0, 1, 0, 1])[1], 1e-15);
        Assert.Equal(0.75 / (Math.Sqrt(3) / 4 + 1e-6), ByGroup([0, 0, 0, 1])[3], 1e-12);
    }

    [Fact]
    public void Results_may_be_written_over_the_rewards()
    {
        double[] rewards = [1, 2, 6];
        AdvantageEstimator.CentreByGroup(rewards, rewards);
        Assert.Equal([-2, -1, 3], rewards);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_reward_that_is_no_number_is_refused(double reward) =>
        Assert.Throws<ArgumentException>(() => Centred([0, reward]));

    [Fact]
    public void An_empty_group_is_refused() => Assert.Throws<ArgumentException>(() => Centred([]));

    [Fact]
    public void The_kind_says_what_a_group_makes_of_its_rewards()
    {
        double[] rewards = [0, 0, 0, 1];
        Assert.Equal(ByGroup(rewards), Of(AdvantageKind.Group, rewards));
        Assert.Equal(Centred(rewards), Of(AdvantageKind.Minibatch, rewards));
        Assert.Equal(Centred(rewards), Of(AdvantageKind.None, rewards));

        static double[] Of(AdvantageKind kind, double[] rewards)
        {
            var advantages = new double[rewards.Length];
            AdvantageEstimator.OfGroup(kind, rewards, advantages);
            return advantages;
        }
    }

    [Fact]
    public void A_minibatch_changes_advantages_only_where_it_normalises_them()
    {
        double[] ofGroups = [-0.5, 0.5, -0.25, 0.25];
        Assert.Equal(Normalised(ofGroups), Of(AdvantageKind.Minibatch, ofGroups));
        Assert.Equal(ofGroups, Of(AdvantageKind.Group, ofGroups));
        Assert.Equal(ofGroups, Of(AdvantageKind.None, ofGroups));

        static double[] Of(AdvantageKind kind, double[] ofGroups)
        {
            var advantages = new double[ofGroups.Length];
            AdvantageEstimator.OfMinibatch(kind, ofGroups, advantages);
            return advantages;
        }
    }

    [Fact]
    public void Equal_rewards_give_zeros_whatever_lay_in_the_results()
    {
        double[] rewards = [0.1, 0.1, 0.1];
        AdvantageEstimator.CentreByGroup(rewards, rewards);
        Assert.Equal([0, 0, 0], rewards);
    }

    [Fact]
    public void Values_that_make_no_sense_are_refused()
    {
        Refused.Range("kind", () => AdvantageEstimator.OfGroup((AdvantageKind)99, [1, 2], new double[2]), "there is no such advantage");
        Refused.Range("kind", () => AdvantageEstimator.OfMinibatch((AdvantageKind)99, [1, 2], new double[2]), "there is no such advantage");
        Assert.All(Enum.GetValues<AdvantageKind>(), kind =>
        {
            RefusedBy("rewards", (values, results) => AdvantageEstimator.OfGroup(kind, values, results));
            RefusedBy(kind == AdvantageKind.Minibatch ? "centred" : "ofGroups", (values, results) => AdvantageEstimator.OfMinibatch(kind, values, results));
        });

        static void RefusedBy(string name, Action<double[], double[]> estimate)
        {
            Refused.Argument(name, () => estimate([], []), "give at least one");
            Refused.Argument("results", () => estimate([1, 2], new double[3]), "2 values cannot be written to 3 places: use equal lengths");
            Refused.Argument(name, () => estimate([1, double.NaN], new double[2]), "value 1 is NaN: a reward that is no number is the verifier's error");
        }
    }

    private static double[] Centred(double[] rewards)
    {
        var advantages = new double[rewards.Length];
        AdvantageEstimator.CentreByGroup(rewards, advantages);
        return advantages;
    }

    private static double[] Normalised(double[] rewards)
    {
        var advantages = new double[rewards.Length];
        AdvantageEstimator.NormaliseByMinibatch(rewards, advantages);
        return advantages;
    }

    private static double[] ByGroup(double[] rewards)
    {
        var advantages = new double[rewards.Length];
        AdvantageEstimator.NormaliseByGroup(rewards, advantages);
        return advantages;
    }
}
