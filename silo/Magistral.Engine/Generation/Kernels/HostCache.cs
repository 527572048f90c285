using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Magistral.Engine.Models;

namespace Magistral.Engine.Generation.Kernels;

/// <summary>Keys and values of every layer and slot in the processor's memory, and the attention over them.</summary>
/// <remarks>
/// Keys lie as [head_dim][positions] and values as [positions][head_dim] of each layer, slot and key head, so that both products of the
/// attention run along memory: sixteen positions at once, then sixteen dimensions at once. Positions are padded to sixteen.
/// </remarks>
internal sealed unsafe class HostCache : IDisposable
{
    private const int Lanes = 16;
    private const int Tile = 4;

    private readonly ModelConfig config;
    private readonly int slots;
    private readonly int positions;
    private readonly int width;
    private readonly float* keys;
    private readonly float* values;
    private readonly float* scores;

    public HostCache(ModelConfig config, int slots)
    {
        this.config = config;
        this.slots = slots;
        width = config.HeadWidth;
        positions = (config.Context + Lanes - 1) / Lanes * Lanes;
        var bytes = (nuint)config.Layers * (nuint)slots * (nuint)config.KeyWidth * (nuint)positions * sizeof(float);
        keys = Allocate(bytes);
        values = Allocate(bytes);
        scores = Allocate((nuint)positions * sizeof(float));
    }

    /// <summary>Stores the keys and values of one token.</summary>
    /// <param name="layer">From 0.</param>
    /// <param name="slot">From 0.</param>
    /// <param name="position">Within the context.</param>
    /// <param name="newKeys">[kv_heads · head_dim], turned.</param>
    /// <param name="newValues">[kv_heads · head_dim].</param>
    public void Store(int layer, int slot, int position, float* newKeys, float* newValues)
    {
        for (var head = 0; head < config.KvHeads; head++)
        {
            var block = BlockOf(layer, slot, head);
            var key = keys + block + position;
            var value = values + block + (nint)position * width;
            for (var i = 0; i < width; i++) key[(nint)i * positions] = newKeys[head * width + i];
            new ReadOnlySpan<float>(newValues + head * width, width).CopyTo(new(value, width));
        }
    }

    /// <summary>Softmax attention of one token over what the layer lets it see of its slot, up to its own position.</summary>
    /// <param name="layer">From 0.</param>
    /// <param name="slot">From 0.</param>
    /// <param name="position">Within the context; stored already.</param>
    /// <param name="queries">[heads · head_dim], turned and scaled.</param>
    /// <param name="result">[heads · head_dim].</param>
    public void Attend(int layer, int slot, int position, float* queries, float* result)
    {
        var shared = config.Heads / config.KvHeads;
        var seen = position + 1;
        var first = Math.Max(0, seen - config.SeenTokens(layer));
        for (var head = 0; head < config.Heads; head++)
        {
            var block = BlockOf(layer, slot, head / shared);
            Score(queries + head * width, keys + block, first / Lanes * Lanes, seen);
            var sum = HostArithmetic.Exponentiate(scores + first, seen - first, 1, out _);
            Mix(values + block, first, seen, 1 / sum, result + head * width);
        }
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(keys);
        NativeMemory.AlignedFree(values);
        NativeMemory.AlignedFree(scores);
    }

    private static float* Allocate(nuint bytes)
    {
        var memory = NativeMemory.AlignedAlloc(Math.Max(bytes, 64), 64);
        NativeMemory.Clear(memory, bytes);
        return (float*)memory;
    }

    private nint BlockOf(int layer, int slot, int head) =>
        (((nint)layer * slots + slot) * config.KvHeads + head) * width * positions;

    // scores[t] = Σ_i query[i] · key[i][t]; the padding on both sides is computed and never read
    private void Score(float* query, float* key, int first, int seen)
    {
        var at = first;
        for (; at + (Tile - 1) * Lanes < seen; at += Tile * Lanes)
        {
            var (a, b, c, d) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
            for (var i = 0; i < width; i++)
            {
                var factor = Vector512.Create(query[i]);
                var row = key + (nint)i * positions + at;
                a = Vector512.FusedMultiplyAdd(factor, Vector512.Load(row), a);
                b = Vector512.FusedMultiplyAdd(factor, Vector512.Load(row + Lanes), b);
                c = Vector512.FusedMultiplyAdd(factor, Vector512.Load(row + 2 * Lanes), c);
                d = Vector512.FusedMultiplyAdd(factor, Vector512.Load(row + 3 * Lanes), d);
            }

            a.Store(scores + at);
            b.Store(scores + at + Lanes);
            c.Store(scores + at + 2 * Lanes);
            d.Store(scores + at + 3 * Lanes);
        }

        for (; at < seen; at += Lanes)
        {
            var (even, odd) = (Vector512<float>.Zero, Vector512<float>.Zero);
            for (var i = 0; i < width; i += 2)
            {
                var row = key + (nint)i * positions + at;
                even = Vector512.FusedMultiplyAdd(Vector512.Create(query[i]), Vector512.Load(row), even);
                odd = Vector512.FusedMultiplyAdd(Vector512.Create(query[i + 1]), Vector512.Load(row + positions), odd);
            }

            (even + odd).Store(scores + at);
        }
    }

    // result[i] = Σ_t scores[t] · value[t][i] · scale
    private void Mix(float* value, int first, int seen, float scale, float* result)
    {
        var i = 0;
        for (; i <= width - Lanes; i += Lanes)
        {
            var (a, b, c, d) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
            var t = first;
            for (; t <= seen - Tile; t += Tile)
            {
                var row = value + (nint)t * width + i;
                a = Vector512.FusedMultiplyAdd(Vector512.Create(scores[t]), Vector512.Load(row), a);
                b = Vector512.FusedMultiplyAdd(Vector512.Create(scores[t + 1]), Vector512.Load(row + width), b);
                c = Vector512.FusedMultiplyAdd(Vector512.Create(scores[t + 2]), Vector512.Load(row + 2 * width), c);
                d = Vector512.FusedMultiplyAdd(Vector512.Create(scores[t + 3]), Vector512.Load(row + 3 * width), d);
            }

            for (; t < seen; t++) a = Vector512.FusedMultiplyAdd(Vector512.Create(scores[t]), Vector512.Load(value + (nint)t * width + i), a);
            ((a + b + (c + d)) * scale).Store(result + i);
        }

        for (; i < width; i++)
        {
            var sum = 0f;
            for (var t = first; t < seen; t++) sum += scores[t] * value[(nint)t * width + i];
            result[i] = sum * scale;
        }
    }
}
