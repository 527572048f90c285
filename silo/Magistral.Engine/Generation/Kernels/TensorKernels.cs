using Magistral.Engine.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Magistral.Engine.Generation.Kernels;

/// <summary>Tensor operations over the buffers: for any device.</summary>
internal sealed class TensorKernels : ILayerKernels
{
    private readonly ModelConfig config;
    private readonly DecoderWeights weights;
    private readonly DecodeBuffers buffers;
    private readonly Device device;
    private readonly Tensor rotations;
    private readonly Tensor order;
    private readonly Tensor[] keys;
    private readonly Tensor[] values;

    public TensorKernels(ModelConfig config, DecoderWeights weights, DecodeBuffers buffers, int slots)
    {
        this.config = config;
        this.weights = weights;
        this.buffers = buffers;
        device = buffers.Stream.device;
        rotations = RotaryTable.Complex(config, config.Context, device);
        using (NewDisposeScope()) order = Index([.. Enumerable.Range(0, config.Context)]).DetachFromDisposeScope();
        keys = Cache(slots);
        values = Cache(slots);
    }

    public void Embed(DecodeRows rows)
    {
        using var scope = NewDisposeScope();
        First(buffers.Stream, rows.Count).copy_(weights.Embedding.index_select(0, Index(rows.Tokens)));
    }

    public void Normalise(DecodeRows rows)
    {
        using var scope = NewDisposeScope();
        First(buffers.Normalised, rows.Count).copy_(RmsNormalisation.Apply(First(buffers.Stream, rows.Count), config.RmsNormEps));
    }

    public void Attend(int layer, DecodeRows rows)
    {
        using var scope = NewDisposeScope();
        var (count, width, shared) = (rows.Count, config.HeadWidth, config.Heads / config.KvHeads);
        var (slots, positions) = (Index(rows.Slots), Index(rows.Positions));
        var parts = First(buffers.Fused, count).view(count, -1, width).split([config.Heads + config.KvHeads, config.KvHeads], 1);
        var turned = (NormaliseHeads(parts[0], layer).unflatten(2, [width / 2, 2]).view_as_complex() * rotations.index_select(0, positions)).view_as_real().flatten(2);
        var cells = Cells(rows);
        Flat(keys[layer]).index_copy_(0, cells, Stored(turned.narrow(1, config.Heads, config.KvHeads)));
        Flat(values[layer]).index_copy_(0, cells, Stored(parts[1]));

        var seen = rows.Positions.ToArray().Max() + 1;
        var queries = Stored(turned.narrow(1, 0, config.Heads)).reshape(count, config.KvHeads, shared, width);
        var unseen = Unseen(layer, positions, seen);
        var scores = queries.matmul(Gather(keys[layer], slots, seen).transpose(-1, -2));   // [count, kv_heads, shared, seen]
        var shares = scores.masked_fill_(unseen.view(count, 1, 1, seen), HeldScalar.NegativeInfinity).softmax(-1);
        First(buffers.Attended, count).copy_(shares.matmul(Gather(values[layer], slots, seen)).reshape(count, config.QueryWidth));
    }

    public void Gate(DecodeRows rows)
    {
        using var scope = NewDisposeScope();
        var parts = First(buffers.GateUp, rows.Count).split(config.FeedForward, -1);
        First(buffers.Gated, rows.Count).copy_(parts[0].silu() * parts[1]);
    }

    public void Pick(DecodeRows rows)
    {
        using var scope = NewDisposeScope();
        var chosen = buffers.Stream.index_select(0, Index(rows.Outputs.Select(output => output.Row).ToArray()));
        First(buffers.Picked, rows.Outputs.Count).copy_(RmsNormalisation.Apply(chosen, config.RmsNormEps));
    }

    public void Dispose()
    {
        rotations.Dispose();
        order.Dispose();
        foreach (var cache in keys.Concat(values)) cache.Dispose();
    }

    // [count, seen], true where a row may not look
    private Tensor Unseen(int layer, Tensor positions, int seen)
    {
        var (looker, looked) = (positions.unsqueeze(1), order.narrow(0, 0, seen).unsqueeze(0));
        var later = looked > looker;
        if (config.SeenTokens(layer) >= seen) return later;
        using Scalar window = config.SeenTokens(layer), one = 1;
        return later.logical_or(looked.add(window, one) <= looker);
    }

    private Tensor NormaliseHeads(Tensor heads, int layer) =>
        weights.HeadGains(layer) is { } gains ? RmsNormalisation.Apply(heads, config.RmsNormEps) * gains : heads;

    private Tensor[] Cache(int slots)
    {
        using var scope = NewDisposeScope();
        return [.. Enumerable.Range(0, config.Layers).Select(_ =>
            zeros(slots, config.Context, config.KvHeads, config.HeadWidth, dtype: weights.Embedding.dtype, device: device).DetachFromDisposeScope())];
    }

    private Tensor Stored(Tensor values) => values.to(weights.Embedding.dtype);

    private static Tensor First(Tensor buffer, int rows) => buffer.narrow(0, 0, rows);

    private static Tensor Flat(Tensor cache) => cache.flatten(0, 1);

    // [rows, kv_heads, seen, head_dim]
    private static Tensor Gather(Tensor cache, Tensor slots, int seen) => cache.narrow(1, 0, seen).index_select(0, slots).transpose(1, 2);

    // where each row's keys and values lie in a cache of one layer
    private Tensor Cells(DecodeRows rows)
    {
        var cells = new int[rows.Count];
        for (var row = 0; row < cells.Length; row++) cells[row] = rows.Slots[row] * config.Context + rows.Positions[row];
        return Index(cells);
    }

    private Tensor Index(ReadOnlySpan<int> numbers)
    {
        var wide = new long[numbers.Length];
        for (var i = 0; i < wide.Length; i++) wide[i] = numbers[i];
        return tensor(wide, device: device);
    }
}
