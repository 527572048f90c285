using Magistral.Engine.Generation;
using Magistral.Engine.Generation.Decoding;
using Magistral.Engine.Generation.Kernels;
using Magistral.Engine.Models;
using Magistral.Engine.Tests.Models;
using TorchSharp;
using Xunit;

namespace Magistral.Engine.Tests.Generation;

public sealed class DecodeStepTests
{
    private const int Slots = 3;
    private const int Capacity = 5;

    [Fact]
    public void A_lane_asks_its_kernels_once_a_step_and_takes_what_they_draw()
    {
        var kernels = new CountingKernels();
        using (var lane = new DecodeLane(kernels, Slots, Capacity))
        {
            for (var id = 0; id < Slots; id++) lane.Add(TorchGeneratorTests.Request(id, prompt: 2, newTokens: 4));
            var (steps, finished) = (0, new Dictionary<long, FinishedSequence>());
            for (; lane.LiveCount > 0; steps++)
            {
                lane.Step();
                foreach (var sequence in lane.Finished) finished.Add(sequence.Id, sequence);
            }

            Assert.Equal(steps, kernels.Steps);
            Assert.Equal(Slots, finished.Count);
            Assert.All(finished.Values, sequence => Assert.Equal(sequence.Completion.Tokens.Select(token => -token / 100f), sequence.Completion.LogProbs));
            Assert.All(finished.Values, sequence => Assert.Equal(sequence.Completion.Tokens, sequence.Completion.Spans.SelectMany(span => Enumerable.Repeat(span.Version!.Value.Number, span.Count))));
            Assert.Equal(Slots * 4, kernels.Drawn);
        }

        Assert.True(kernels.IsDisposed);
    }

    [Fact]
    public void Another_sampling_draws_from_the_logits_of_the_default_step()
    {
        var config = SmallModel.Config();
        using var weights = new DecoderWeights(config, SmallModel.Weights(config, 5), ComputeDevice.Cpu);
        var sampling = new LastToken();
        using var lane = new DecodeLane(new LayeredKernels(config, weights, Slots, Capacity, ComputeDevice.Cpu, sampling), Slots, Capacity);
        for (var id = 0; id < Slots; id++) lane.Add(TorchGeneratorTests.Request(id, prompt: 4, newTokens: 3));
        var finished = new List<FinishedSequence>();
        while (lane.LiveCount > 0)
        {
            lane.Step();
            finished.AddRange(lane.Finished);
        }

        Assert.All(finished, sequence => Assert.Equal(Enumerable.Repeat(config.Vocabulary - 1, 3), sequence.Completion.Tokens));
        var plain = new NaiveModel(config, SmallModel.Values(config, 5));
        foreach (var sequence in finished)
        {
            var expected = plain.Logits([.. TorchGeneratorTests.Request((int)sequence.Id, 4, 3).PromptTokens, .. sequence.Completion.Tokens]);
            for (var i = 0; i < sequence.Completion.Tokens.Length; i++) Assert.Equal(expected[3 + i][^1], sequence.Completion.LogProbs[i], 2e-3);
        }
    }

    /// <summary>Draws the number of the step for every sequence, and says that those weights computed it.</summary>
    private sealed class CountingKernels : IDecodeKernels
    {
        public int Steps { get; private set; }

        public int Drawn { get; private set; }

        public bool IsDisposed { get; private set; }

        public int Step(DecodeRows rows, Span<DrawnToken> drawn)
        {
            Steps++;
            Assert.Equal(rows.Outputs.Count, drawn.Length);
            Drawn += drawn.Length;
            drawn.Fill(new(Steps, -Steps / 100f));
            return Steps;
        }

        public void Dispose() => IsDisposed = true;
    }

    /// <summary>Draws the last token of the vocabulary, and records its logit.</summary>
    private sealed class LastToken : ITokenSampling
    {
        public void Draw(torch.Tensor logits, DecodeRows rows, Span<DrawnToken> drawn)
        {
            Assert.Equal(rows.Outputs.Count, logits.shape[0]);
            for (var output = 0; output < drawn.Length; output++) drawn[output] = new((int)logits.shape[1] - 1, logits[output, -1].item<float>());
        }
    }
}
