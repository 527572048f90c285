using CsCheck;
using Magistral.Engine.Generation;
using Magistral.Engine.Generation.Kernels;
using Magistral.Engine.Models;
using Magistral.Engine.Tests.Models;
using Xunit;
using static TorchSharp.torch;

namespace Magistral.Engine.Tests.Generation;

public sealed class DecodeKernelsTests
{
    [Theory]
    [InlineData(4, 0)]
    [InlineData(2, 22)]
    [InlineData(1, 32)]
    public void Host_loops_equal_tensor_operations(int kvHeads, int headDim)
    {
        AssertEqual(SmallModel.Config(kvHeads, headDim: headDim));
    }

    [Theory]
    [MemberData(nameof(SmallModel.Variants), MemberType = typeof(SmallModel))]
    public void Host_loops_of_every_variant_equal_tensor_operations(string variant) => AssertEqual(SmallModel.Variant(variant));

    private static void AssertEqual(ModelConfig config)
    {
        using var weights = new DecoderWeights(config, SmallModel.Weights(config, 3), ComputeDevice.Cpu);
        var host = Run(config, weights, (buffers, slots) => new HostKernels(config, weights, buffers, slots));
        var torch = Run(config, weights, (buffers, slots) => new TensorKernels(config, weights, buffers, slots));
        Assert.All(host.Zip(torch), pair => Assert.Equal(pair.First, pair.Second, 1e-4f * (1 + Math.Abs(pair.First))));
    }

    [Fact]
    public unsafe void Exponentials_sum_to_those_of_the_library() => Gen.Select(Gen.Float[-80f, 80f].Array[1, 60], Gen.Float[0.2f, 3f]).Sample((values, scale) =>
    {
        var max = values.Max();
        var expected = values.Select(value => Math.Exp((value - max) * (double)scale)).ToArray();
        var results = values.ToArray();
        float sum;
        fixed (float* first = results) sum = HostArithmetic.Exponentiate(first, results.Length, scale, out _);
        Assert.Equal(expected.Sum(), sum, 1e-4 * expected.Sum());
        Assert.All(expected.Zip(results), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    });

    private static float[] Run(ModelConfig config, DecoderWeights weights, Func<DecodeBuffers, int, ILayerKernels> create)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        using var buffers = new DecodeBuffers(config, 40, 3, ComputeDevice.Cpu);
        using var kernels = create(buffers, 3);
        var live = Enumerable.Range(0, 3).Select(slot => new LiveSequence(TorchGeneratorTests.Request(slot, 4 + 9 * slot, 5), slot)).ToArray();
        var rows = new DecodeRows(40);
        var results = new List<float>();
        for (var step = 0; step < 3; step++)
        {
            rows.Fill(live);
            kernels.Embed(rows);
            kernels.Normalise(rows);
            for (var layer = 0; layer < config.Layers; layer++)
            {
                buffers.Fused.copy_(buffers.Normalised.mm(weights.QueryKeyValue(layer)));
                kernels.Attend(layer, rows);
                results.AddRange(buffers.Attended.narrow(0, 0, rows.Count).cpu().data<float>());
                buffers.GateUp.copy_(buffers.Normalised.mm(weights.GateUp(layer)));
                kernels.Gate(rows);
                results.AddRange(buffers.Gated.narrow(0, 0, rows.Count).cpu().data<float>());
            }

            kernels.Pick(rows);
            results.AddRange(buffers.Picked.narrow(0, 0, rows.Outputs.Count).cpu().data<float>());
            foreach (var sequence in live) sequence.Append(step, 0, 0);
        }

        return [.. results];
    }
}
