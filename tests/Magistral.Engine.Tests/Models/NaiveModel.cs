using Magistral.Engine.Models;

namespace Magistral.Engine.Tests.Models;

/// <summary>The model in plain double loops, from its papers: the reference of the fast ones.</summary>
internal sealed class NaiveModel(ModelConfig config, float[] values)
{
    private readonly ParameterLayout layout = new(config);

    /// <summary>Logits of every position, [tokens][vocabulary].</summary>
    public double[][] Logits(int[] tokens)
    {
        var stream = tokens.Select(token => Row(layout.Embedding, token)).ToArray();
        for (var layer = 0; layer < config.Layers; layer++)
        {
            Add(stream, Attention(layer, Normalise(stream, layout.AttentionNorm(layer))));
            Add(stream, FeedForward(layer, Normalise(stream, layout.FeedForwardNorm(layer))));
        }

        return [.. Normalise(stream, layout.FinalNorm).Select(row => Multiply(layout.Head, row))];
    }

    private double[][] Attention(int layer, double[][] input)
    {
        var fused = input.Select(row => Multiply(ParameterLayout.QueryKeyValue(layer), row)).ToArray();
        foreach (var row in fused) NormaliseHeads(layer, row);
        var (head, heads, kvHeads) = (config.HeadWidth, config.Heads, config.KvHeads);
        return [.. input.Select((_, position) =>
        {
            var mixed = new double[config.QueryWidth];
            for (var h = 0; h < heads; h++)
            {
                var shared = h / (heads / kvHeads);
                var query = Turn(fused[position][(h * head)..((h + 1) * head)], position);
                var first = config.Window?.Covers(layer) == true ? Math.Max(0, position + 1 - config.Window.Tokens) : 0;
                var weights = Enumerable.Range(0, position + 1).Select(t =>
                {
                    if (t < first) return 0;
                    var key = Turn(fused[t][((heads + shared) * head)..((heads + shared + 1) * head)], t);
                    return Math.Exp(query.Zip(key, (a, b) => a * b).Sum() / Math.Sqrt(head));
                }).ToArray();
                for (var t = 0; t <= position; t++)
                    for (var i = 0; i < head; i++)
                        mixed[h * head + i] += weights[t] / weights.Sum() * fused[t][(heads + kvHeads + shared) * head + i];
            }

            return Multiply(ParameterLayout.AttentionOutput(layer), mixed);
        })];
    }

    private double[][] FeedForward(int layer, double[][] input) => [.. input.Select(row =>
    {
        var both = Multiply(ParameterLayout.GateUp(layer), row);
        var gated = Enumerable.Range(0, config.FeedForward).Select(i => both[i] / (1 + Math.Exp(-both[i])) * both[config.FeedForward + i]).ToArray();
        return Multiply(ParameterLayout.Down(layer), gated);
    })];

    private double[] Turn(double[] head, int position)
    {
        var turned = new double[head.Length];
        for (var i = 0; i < head.Length; i += 2)
        {
            var angle = position * Frequency(i / 2);
            turned[i] = head[i] * Math.Cos(angle) - head[i + 1] * Math.Sin(angle);
            turned[i + 1] = head[i] * Math.Sin(angle) + head[i + 1] * Math.Cos(angle);
        }

        return turned;
    }

    private double[][] Normalise(double[][] rows, int gain) => [.. rows.Select(row =>
    {
        var scale = 1 / Math.Sqrt(row.Average(value => value * value) + config.RmsNormEps);
        return row.Select((value, i) => value * scale * values[layout.Leaves[gain].Offset + i]).ToArray();
    })];

    private void NormaliseHeads(int layer, double[] fused)
    {
        if (layout.QueryNorm(layer) is not { } query || layout.KeyNorm(layer) is not { } key) return;
        for (var head = 0; head < config.Heads + config.KvHeads; head++)
        {
            var span = fused.AsSpan(head * config.HeadWidth, config.HeadWidth);
            Normalise([span.ToArray()], head < config.Heads ? query : key)[0].CopyTo(span);
        }
    }

    // linear scaling, or Llama 3.1's by wave lengths as its reference code has it
    private double Frequency(int pair)
    {
        var frequency = Math.Pow(config.RopeTheta, -2.0 * pair / config.HeadWidth);
        if (config.RopeScaling is not { } scaling) return frequency;
        if (scaling.Kind == RotaryScalingKind.Linear) return frequency / scaling.Factor;
        var wave = 2 * Math.PI / frequency;
        if (wave < scaling.OriginalContext / scaling.HighFrequencyFactor) return frequency;
        if (wave > scaling.OriginalContext / scaling.LowFrequencyFactor) return frequency / scaling.Factor;
        var smooth = (scaling.OriginalContext / wave - scaling.LowFrequencyFactor) / (scaling.HighFrequencyFactor - scaling.LowFrequencyFactor);
        return (1 - smooth) * frequency / scaling.Factor + smooth * frequency;
    }

    private double[] Multiply(int matrix, double[] input)
    {
        var product = Enumerable.Range(0, (int)layout.Leaves[matrix].Shape[0]).Select(row => Row(matrix, row).Zip(input, (a, b) => a * b).Sum()).ToArray();
        if (matrix != layout.Head && layout.BiasOf(matrix) is { } bias)
            for (var i = 0; i < product.Length; i++) product[i] += values[layout.Leaves[bias].Offset + i];
        return product;
    }

    private double[] Row(int matrix, int row)
    {
        var leaf = layout.Leaves[matrix];
        var width = (int)leaf.Shape[1];
        return [.. values.AsSpan((int)leaf.Offset + row * width, width).ToArray().Select(value => (double)value)];
    }

    private static void Add(double[][] to, double[][] from)
    {
        for (var row = 0; row < to.Length; row++)
            for (var i = 0; i < to[row].Length; i++) to[row][i] += from[row][i];
    }
}
