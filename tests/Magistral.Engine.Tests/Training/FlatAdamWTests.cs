using Magistral.Engine.Tests.Models;
using Magistral.Engine.Training;
using Xunit;
using static TorchSharp.torch;

namespace Magistral.Engine.Tests.Training;

public sealed class FlatAdamWTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.1, 0)]
    [InlineData(0.1, 0.5)]
    public void Updates_equal_a_plain_loop(double weightDecay, double clip)
    {
        var config = SmallModel.Config();
        var options = new AdamWOptions { WeightDecay = weightDecay, GradientClip = clip };
        using var scope = NewDisposeScope();
        using var parameters = SmallModel.Parameters(config, 1);
        using var optimizer = new FlatAdamW(parameters);
        var values = SmallModel.Values(config, 1).Select(value => (double)value).ToArray();
        var (first, second) = (new double[values.Length], new double[values.Length]);
        for (var step = 1; step <= 5; step++)
        {
            var gradient = SmallModel.Values(config, 10 + step).Select(value => value * 0.01f).ToArray();
            var norm = optimizer.Update(tensor(gradient), 0.01, options);
            var expectedNorm = Math.Sqrt(gradient.Sum(value => (double)value * value));
            Assert.Equal(expectedNorm, norm, 1e-4);
            var scale = clip > 0 && expectedNorm > clip ? clip / expectedNorm : 1;
            for (var i = 0; i < values.Length; i++)
            {
                var g = gradient[i] * scale;
                first[i] = 0.9 * first[i] + 0.1 * g;
                second[i] = 0.95 * second[i] + 0.05 * g * g;
                if (i < parameters.Layout.MatrixLength) values[i] -= 0.01 * weightDecay * values[i];
                values[i] -= 0.01 * first[i] / (1 - Math.Pow(0.9, step)) / (Math.Sqrt(second[i] / (1 - Math.Pow(0.95, step))) + 1e-8);
            }
        }

        var result = new float[values.Length];
        parameters.CopyTo(result);
        Assert.All(values.Zip(result), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
    }
}
