using static TorchSharp.torch;

namespace Magistral.Engine.Models;

/// <summary>The rotations of rotary positions: at position p, pair i of a head turns by p · θ^(−2i / head_dim) (arXiv 2104.09864).</summary>
internal static class RotaryTable
{
    /// <summary>[positions][head_dim], cosine and sine of each pair side by side.</summary>
    public static float[] Compute(ModelConfig config, int positions)
    {
        var width = config.HeadWidth;
        var table = new float[positions * width];
        for (var position = 0; position < positions; position++)
            for (var pair = 0; pair < width / 2; pair++)
            {
                var (sine, cosine) = Math.SinCos(position * Math.Pow(config.RopeTheta, -2.0 * pair / width));
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
}
