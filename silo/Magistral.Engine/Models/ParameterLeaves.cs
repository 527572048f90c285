using static TorchSharp.torch;

namespace Magistral.Engine.Models;

/// <summary>Arrays as autograd leaves with a gradient buffer of their own, or frozen; several of them can share the weights.</summary>
/// <remarks>Each lane of a trainer has one, so that lanes run backward at the same time. The gradients are views of one buffer.</remarks>
internal sealed class ParameterLeaves : IDisposable
{
    private readonly Tensor[] leaves;
    private readonly Tensor[] gradients = [];
    private readonly Tensor? gradient;

    /// <param name="weights">Float32 when trained.</param>
    /// <param name="trained">Whether backward reaches them.</param>
    public ParameterLeaves(FlatWeights weights, bool trained = true)
    {
        using var scope = NewDisposeScope();
        using var recorded = enable_grad();
        leaves = [.. weights.Leaves.Select(leaf => weights.View(leaf).detach().requires_grad_(trained).DetachFromDisposeScope())];
        if (!trained) return;
        gradient = zeros_like(weights.Values).DetachFromDisposeScope();
        gradients = [.. weights.Leaves.Select(leaf => gradient.narrow(0, leaf.Offset, leaf.Length).view([.. leaf.Shape]).DetachFromDisposeScope())];
        for (var i = 0; i < leaves.Length; i++) leaves[i].grad = gradients[i];
    }

    /// <summary>[length], receives what backward adds.</summary>
    /// <exception cref="InvalidOperationException">The leaves are frozen.</exception>
    public Tensor Gradient => gradient ?? throw new InvalidOperationException("frozen leaves have no gradient");

    public Tensor this[int leaf] => leaves[leaf];

    /// <summary>Sets the gradient to zero.</summary>
    public void Clear()
    {
        using var scope = NewDisposeScope();   // zero_ gives a second handle of the same tensor
        Gradient.zero_();
    }

    public void Dispose()
    {
        foreach (var leaf in leaves) leaf.Dispose();
        foreach (var view in gradients) view.Dispose();
        gradient?.Dispose();
    }
}
