using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Magistral.Engine.Generation.Kernels;

/// <summary>Draws on the processor, one sequence after another; logits of another device are copied.</summary>
internal sealed class HostSampling(int vocabulary) : ITokenSampling
{
    private readonly TokenSampler sampler = new(vocabulary);

    public void Draw(Tensor logits, DecodeRows rows, Span<DrawnToken> drawn)
    {
        var local = logits.device_type == TorchSharp.DeviceType.CPU ? logits : logits.cpu();
        var numbers = MemoryMarshal.Cast<byte, float>(local.bytes);
        for (var output = 0; output < rows.Outputs.Count; output++)
        {
            var sequence = rows.Outputs[output].Sequence;
            var (token, logProb) = sampler.Sample(numbers.Slice(output * vocabulary, vocabulary), sequence.Request, sequence.Random);
            drawn[output] = new(token, logProb);
        }
    }
}
