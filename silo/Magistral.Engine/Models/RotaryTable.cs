using Magistral.Engine.Weights;
using static TorchSharp.torch;

namespace Magistral.Engine.Models;

/// <summary>The rotations of rotary positions: at position p, pair i of a head turns by p · θ^(−2i / head_dim) (arXiv 2104.09864), stretched as the config says.</summary>
internal static class RotaryTable
{
    /// <summary>[positions][head_dim], cosine and sine of each pair side by side.</summary>
    public static float[] Compute(ModelConfig config, int positions)
    {
        var width = config.HeadWidth;
        var frequencies = Enumerable.Range(0, width / 2).Select(pair => Frequency(config, pair)).ToArray();
        var table = new float[positions * width];
        for (var position = 0; position < positions; position++)
            for (var pair = 0; pair < width / 2; pair++)
            {
                var (sine, cosine) = Math.SinCos(position * frequencies[pair]);
                table[position * width + 2 * pair] = (float)cosine;
                table[position * width + 2 * pair + 1] = (float)sine;
            }

        return table;
    }

    /// <summary>[positions, 1, head_dim / 2], complex; the caller disposes it.</summary>
    public static Tensor Complex(ModelConfig config, int positions, Device device)
    {
        using var scope = NewDisposeScope();
        var pairs = tensor(Compute(config, positions), [positions, 1, config.HeadWidth / 2, 2], device: device);
        return view_as_complex(pairs).DetachFromDisposeScope();
    }

    private static double Frequency(ModelConfig config, int pair)
    {
        var frequency = Math.Pow(config.RopeTheta, -2.0 * pair / config.HeadWidth);
        return Round(config.RopeScaling?.Apply(frequency) ?? frequency, config.RopePrecision);
    }

    private static double Round(double frequency, NumberFormat precision) => precision switch
    {
        NumberFormat.BF16 => RoundToBFloat16((float)frequency),
        NumberFormat.F16 => (double)(Half)frequency,
        _ => frequency,
    };

    // the upper half of the float32, to the nearest, ties to even
    private static float RoundToBFloat16(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        return BitConverter.UInt32BitsToSingle((bits + 0x7FFF + ((bits >> 16) & 1)) & 0xFFFF0000);
    }
}
