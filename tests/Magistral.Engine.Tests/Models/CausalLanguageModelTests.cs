using CsCheck;
using Magistral.Engine.Models;
using Magistral.Engine.Models.Networks;
using Magistral.Engine.Weights;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Magistral.Engine.Tests.Models;

public sealed class CausalLanguageModelTests
{
    [Theory]
    [InlineData(4, true, 0)]
    [InlineData(2, true, 0)]
    [InlineData(1, false, 6)]
    [InlineData(2, false, 20)]
    public void Forward_equals_the_plain_loops(int kvHeads, bool tied, int headDim)
    {
        AssertForward(SmallModel.Config(kvHeads, tied, headDim));
    }

    [Theory]
    [MemberData(nameof(SmallModel.Variants), MemberType = typeof(SmallModel))]
    public void Forward_of_every_variant_equals_the_plain_loops(string variant) => AssertForward(SmallModel.Variant(variant));

    [Theory]
    [MemberData(nameof(SmallModel.Variants), MemberType = typeof(SmallModel))]
    public void Computing_layers_again_in_the_backward_changes_no_gradient(string variant)
    {
        var config = SmallModel.Variant(variant);
        var (kept, loss) = Gradient(config, new());
        var (recomputed, sameLoss) = Gradient(config, new() { RecomputeLayers = true });
        Assert.Equal(loss, sameLoss, 1e-5f);
        Assert.All(kept.Zip(recomputed), pair => Assert.Equal(pair.First, pair.Second, 1e-4f * (1 + Math.Abs(pair.First))));
    }

    [Theory]
    [MemberData(nameof(SmallModel.Variants), MemberType = typeof(SmallModel))]
    public void Bfloat16_products_leave_loss_and_gradient_near(string variant)
    {
        var config = SmallModel.Variant(variant);
        var (exact, loss) = Gradient(config, new());
        var (rounded, nearLoss) = Gradient(config, new() { DataType = NumberFormat.BF16 });
        Assert.Equal(loss, nearLoss, 0.05f * loss);
        var (dot, one, other) = (exact.Zip(rounded, (a, b) => (double)a * b).Sum(), exact.Sum(a => (double)a * a), rounded.Sum(b => (double)b * b));
        Assert.InRange(dot / Math.Sqrt(one * other), 0.98, 1.0001);
    }

    private static (float[] Gradient, float Loss) Gradient(ModelConfig config, ComputeOptions compute)
    {
        using var scope = NewDisposeScope();
        using var parameters = SmallModel.Parameters(config, 3);
        using var model = new CausalLanguageModel(parameters, compute);
        var tokens = tensor(SmallModel.Tokens(config, 24, seed: 4).Select(token => (long)token).ToArray());
        var loss = -model.Logits(model.Hidden(tokens, 12), tensor(new long[] { 0, 5, 11, 20 })).log_softmax(-1).select(1, 3).mean();
        model.Backward(loss);
        return (model.Leaves.Gradient.data<float>().ToArray(), loss.item<float>());
    }

    private static void AssertForward(ModelConfig config)
    {
        var tokens = SmallModel.Tokens(config, 17, seed: 1);
        var expected = new NaiveModel(config, SmallModel.Values(config, 5)).Logits(tokens);

        using var scope = NewDisposeScope();
        using var parameters = SmallModel.Parameters(config, 5);
        using var model = new CausalLanguageModel(parameters);
        var logits = model.Logits(model.Hidden(tensor(tokens.Select(token => (long)token).ToArray()), tokens.Length), null).data<float>().ToArray();

        Assert.All(expected.SelectMany(row => row).Zip(logits), pair => Assert.Equal(pair.First, pair.Second, 1e-3 * (1 + Math.Abs(pair.First))));
    }

    [Fact]
    public void A_later_token_changes_no_earlier_logit() => Gen.Int[0, 15].Sample(changed =>
    {
        var config = SmallModel.Config();
        using var scope = NewDisposeScope();
        using var parameters = SmallModel.Parameters(config, 5);
        using var model = new CausalLanguageModel(parameters);
        var tokens = SmallModel.Tokens(config, 16, seed: 2).Select(token => (long)token).ToArray();
        var before = model.Logits(model.Hidden(tensor(tokens), 16), null);
        tokens[changed] = (tokens[changed] + 1) % config.Vocabulary;
        var after = model.Logits(model.Hidden(tensor(tokens), 16), null);
        var differing = (before - after).abs().max(1).values.data<float>().ToArray().Select((difference, position) => (difference, position)).First(pair => pair.difference > 1e-6f);
        Assert.Equal(changed, differing.position);
    }, iter: 8);

    [Theory]
    [InlineData("plain")]
    [InlineData("all biases")]
    [InlineData("head norms, biases, window")]
    public void The_gradient_equals_finite_differences(string variant)
    {
        var config = SmallModel.Variant(variant) with { Tied = false };
        using var scope = NewDisposeScope();
        using var parameters = SmallModel.Parameters(config, 3);
        using var model = new CausalLanguageModel(parameters);
        var tokens = tensor(SmallModel.Tokens(config, 9, seed: 4).Select(token => (long)token).ToArray());
        Tensor Loss() => model.Logits(model.Hidden(tokens, 9), null).log_softmax(-1).select(1, 3).sum();
        Loss().backward();
        var gradient = model.Leaves.Gradient.data<float>().ToArray();

        foreach (var leaf in parameters.Layout.Leaves)
        {
            var direction = zeros_like(parameters.Values);
            var slope = model.Leaves.Gradient.narrow(0, leaf.Offset, leaf.Length);
            direction.narrow(0, leaf.Offset, leaf.Length).copy_(slope / slope.norm());
            double At(double step)
            {
                using var quiet = no_grad();
                using Scalar forth = step, back = -step;
                parameters.Values.add_(direction, forth);
                var loss = Loss().item<float>();
                parameters.Values.add_(direction, back);
                return loss;
            }

            var expected = gradient.Skip((int)leaf.Offset).Take((int)leaf.Length).Sum(value => (double)value * value);
            Assert.Equal(Math.Sqrt(expected), (At(4e-3) - At(-4e-3)) / 8e-3, 0.02 * Math.Sqrt(expected) + 2e-2);
        }
    }
}
