using Magistral.Engine.Models;

namespace Magistral.Engine.Generation.Kernels;

/// <summary>Plain vector loops over the buffers' memory: for the processor, where an operation of libtorch costs more than its arithmetic.</summary>
internal sealed unsafe class HostKernels : ILayerKernels
{
    private readonly ModelConfig config;
    private readonly HostCache cache;
    private readonly float[] cosines;
    private readonly float[] sines;
    private readonly float epsilon;
    private readonly DecoderWeights weights;
    private readonly nint[] headGains;
    private HostEmbedding embedding;
    private int exchanges;
    private readonly float* stream;
    private readonly float* normalised;
    private readonly float* fused;
    private readonly float* attended;
    private readonly float* gateUp;
    private readonly float* gated;
    private readonly float* picked;

    /// <param name="config">Sizes.</param>
    /// <param name="weights">Must outlive this instance.</param>
    /// <param name="buffers">Must outlive this instance.</param>
    /// <param name="slots">Sequences of the lane.</param>
    public HostKernels(ModelConfig config, DecoderWeights weights, DecodeBuffers buffers, int slots)
    {
        this.config = config;
        cache = new HostCache(config, slots);
        epsilon = (float)config.RmsNormEps;
        (cosines, sines) = Rotations(config);
        this.weights = weights;
        headGains = new nint[config.Layers];
        embedding = Locate();
        stream = HostMemory.Of(buffers.Stream);
        normalised = HostMemory.Of(buffers.Normalised);
        fused = HostMemory.Of(buffers.Fused);
        attended = HostMemory.Of(buffers.Attended);
        gateUp = HostMemory.Of(buffers.GateUp);
        gated = HostMemory.Of(buffers.Gated);
        picked = HostMemory.Of(buffers.Picked);
    }

    public void Embed(DecodeRows rows)
    {
        if (exchanges != weights.Exchanges) embedding = Locate();
        var width = config.Hidden;
        var tokens = rows.Tokens;
        for (var row = 0; row < tokens.Length; row++)
            embedding.Read(tokens[row], new(stream + (nint)row * width, width));
    }

    public void Normalise(DecodeRows rows)
    {
        for (var row = 0; row < rows.Count; row++)
            HostArithmetic.Normalise(stream + (nint)row * config.Hidden, normalised + (nint)row * config.Hidden, config.Hidden, epsilon);
    }

    public void Attend(int layer, DecodeRows rows)
    {
        var slots = rows.Slots;
        var positions = rows.Positions;
        var (head, queryWidth, keyWidth) = (config.HeadWidth, config.QueryWidth, config.KeyWidth);
        var gains = (float*)headGains[layer];
        fixed (float* cosine = cosines, sine = sines)
            for (var row = 0; row < rows.Count; row++)
            {
                var start = fused + (nint)row * (queryWidth + 2 * keyWidth);
                var turn = (nint)positions[row] * head;
                if (gains is not null) NormaliseHeads(start, gains, queryWidth + keyWidth);
                for (var at = 0; at < queryWidth + keyWidth; at += head) HostArithmetic.Turn(start + at, cosine + turn, sine + turn, head);
                cache.Store(layer, slots[row], positions[row], start + queryWidth, start + queryWidth + keyWidth);
                // rows of one sequence follow in order, so a later row finds the earlier ones stored
                cache.Attend(layer, slots[row], positions[row], start, attended + (nint)row * queryWidth);
            }
    }

    public void Gate(DecodeRows rows)
    {
        var width = config.FeedForward;
        for (var row = 0; row < rows.Count; row++)
        {
            var gate = gateUp + (nint)row * 2 * width;
            HostArithmetic.Gate(gate, gate + width, gated + (nint)row * width, width);
        }
    }

    public void Pick(DecodeRows rows)
    {
        for (var output = 0; output < rows.Outputs.Count; output++)
            HostArithmetic.Normalise(stream + (nint)rows.Outputs[output].Row * config.Hidden, picked + (nint)output * config.Hidden, config.Hidden, epsilon);
    }

    public void Dispose() => cache.Dispose();

    private HostEmbedding Locate()
    {
        exchanges = weights.Exchanges;
        for (var layer = 0; layer < headGains.Length; layer++) headGains[layer] = weights.HeadGains(layer) is { } gains ? (nint)HostMemory.Of(gains) : 0;
        return new HostEmbedding(weights.Embedding);
    }

    private void NormaliseHeads(float* heads, float* gains, int width)
    {
        for (var at = 0; at < width; at += config.HeadWidth) HostArithmetic.Normalise(heads + at, heads + at, config.HeadWidth, epsilon);
        HostArithmetic.Scale(heads, gains, width);
    }

    private static (float[] Cosines, float[] Sines) Rotations(ModelConfig config)
    {
        var table = RotaryTable.Compute(config, config.Context);
        var (cosines, sines) = (new float[table.Length], new float[table.Length]);
        for (var i = 0; i < table.Length; i += 2)
        {
            cosines[i] = cosines[i + 1] = table[i];
            (sines[i], sines[i + 1]) = (-table[i + 1], table[i + 1]);
        }

        return (cosines, sines);
    }
}
