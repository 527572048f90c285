using System.Runtime.Intrinsics;

namespace Magistral.Engine.Generation.Kernels;

/// <summary>Vector loops over float32 memory.</summary>
internal static unsafe class HostArithmetic
{
    private const int Lanes = 16;

    /// <summary>to ← from / √(mean(from²) + ε).</summary>
    public static void Normalise(float* from, float* to, int width, float epsilon)
    {
        var squares = Vector512<float>.Zero;
        var i = 0;
        for (; i <= width - Lanes; i += Lanes)
        {
            var value = Vector512.Load(from + i);
            squares = Vector512.FusedMultiplyAdd(value, value, squares);
        }

        var sum = Vector512.Sum(squares);
        for (; i < width; i++) sum += from[i] * from[i];
        var scale = 1 / MathF.Sqrt(sum / width + epsilon);
        for (i = 0; i <= width - Lanes; i += Lanes) (Vector512.Load(from + i) * scale).Store(to + i);
        for (; i < width; i++) to[i] = from[i] * scale;
    }

    /// <summary>values ← values · factors.</summary>
    public static void Scale(float* values, float* factors, int width)
    {
        var i = 0;
        for (; i <= width - Lanes; i += Lanes) (Vector512.Load(values + i) * Vector512.Load(factors + i)).Store(values + i);
        for (; i < width; i++) values[i] *= factors[i];
    }

    /// <summary>to ← gate · sigmoid(gate) · up.</summary>
    public static void Gate(float* gate, float* up, float* to, int width)
    {
        var i = 0;
        for (; i <= width - Lanes; i += Lanes)
        {
            var value = Vector512.Load(gate + i);
            (value * Vector512.Load(up + i) / (Vector512<float>.One + Vector512.Exp(-value))).Store(to + i);
        }

        for (; i < width; i++) to[i] = gate[i] * up[i] / (1 + MathF.Exp(-gate[i]));
    }

    /// <summary>Turns neighbouring pairs in place: (a, b) ← (a·cos − b·sin, b·cos + a·sin).</summary>
    /// <param name="values">[width].</param>
    /// <param name="cosines">[width], each cosine twice.</param>
    /// <param name="sines">[width], −sin and sin of each pair.</param>
    /// <param name="width">Even.</param>
    public static void Turn(float* values, float* cosines, float* sines, int width)
    {
        var swap = Vector512.Create(1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14);
        var i = 0;
        for (; i <= width - Lanes; i += Lanes)
        {
            var value = Vector512.Load(values + i);
            var swapped = Vector512.Shuffle(value, swap);
            Vector512.FusedMultiplyAdd(value, Vector512.Load(cosines + i), swapped * Vector512.Load(sines + i)).Store(values + i);
        }

        for (; i < width; i += 2)
        {
            var (a, b) = (values[i], values[i + 1]);
            values[i] = a * cosines[i] + b * sines[i];
            values[i + 1] = b * cosines[i + 1] + a * sines[i + 1];
        }
    }

    /// <summary>values ← exp((values − max) · scale) in place, and their sum.</summary>
    /// <param name="values">[count].</param>
    /// <param name="count">≥ 1.</param>
    /// <param name="scale">Inverse temperature, > 0.</param>
    /// <param name="max">Receives the largest value.</param>
    public static float Exponentiate(float* values, int count, float scale, out float max)
    {
        var highest = Vector512.Create(float.NegativeInfinity);
        var i = 0;
        for (; i <= count - Lanes; i += Lanes) highest = Vector512.Max(highest, Vector512.Load(values + i));
        max = float.NegativeInfinity;
        for (var lane = 0; lane < Lanes; lane++) max = MathF.Max(max, highest[lane]);
        for (; i < count; i++) max = MathF.Max(max, values[i]);

        var sums = Vector512<float>.Zero;
        var shift = Vector512.Create(max);
        for (i = 0; i <= count - Lanes; i += Lanes)
        {
            var value = Vector512.Exp((Vector512.Load(values + i) - shift) * scale);
            value.Store(values + i);
            sums += value;
        }

        var sum = Vector512.Sum(sums);
        for (; i < count; i++) sum += values[i] = MathF.Exp((values[i] - max) * scale);
        return sum;
    }
}
