using static TorchSharp.torch;

namespace Magistral.Engine.Models.Networks;

/// <summary>One pass through the layers that keeps only their inputs, and the backward that computes each layer again (arXiv 1604.06174).</summary>
/// <remarks>The inputs belong to the dispose scope around the forward's caller, so that they live until the micro-batch ends.</remarks>
/// <param name="layers">In order.</param>
/// <param name="embed">The stream before the first layer.</param>
/// <param name="width">Tokens a row.</param>
internal sealed class RecomputedLayers(IReadOnlyList<TransformerLayer> layers, Func<Tensor> embed, int width)
{
    private readonly List<Tensor> inputs = [];
    private Tensor? end;

    public int Width => width;

    /// <summary>The stream behind the last layer: where the recorded part of the pass begins.</summary>
    public Tensor Forward(AttentionPositions positions)
    {
        Tensor stream;
        using (no_grad())
        {
            stream = embed();
            foreach (var layer in layers)
            {
                inputs.Add(stream.MoveToOuterDisposeScope());
                stream = layer.Apply(stream, positions);
            }
        }

        return end = stream.detach().requires_grad_().MoveToOuterDisposeScope();
    }

    /// <summary>From the slope at the end, which a backward left there, to every leaf.</summary>
    public void Backward(AttentionPositions positions)
    {
        var slope = end?.grad ?? throw new InvalidOperationException("the part behind the layers has no gradient yet");
        for (var layer = layers.Count - 1; layer >= 0; layer--)
        {
            using var scope = NewDisposeScope();
            var input = inputs[layer].detach().requires_grad_();
            layers[layer].Apply(input, positions).backward([slope]);
            slope = input.grad!.MoveToOuterDisposeScope();
            inputs[layer].Dispose();
        }

        var start = embed();
        if (start.requires_grad) start.backward([slope]);   // a frozen embedding has no use for it
    }
}
