using static TorchSharp.torch;

namespace Magistral.Engine.Models;

/// <summary>The arrays of a model as autograd leaves with a gradient buffer of their own; several of them can share the parameters.</summary>
/// <remarks>Each lane of a trainer has one, so that lanes run backward at the same time. The gradients are views of one buffer.</remarks>
internal sealed class ParameterLeaves : IDisposable
{
    private readonly Tensor[] leaves;
    private readonly Tensor[] gradients;

    public ParameterLeaves(FlatParameters parameters)
    {
        using var scope = NewDisposeScope();
        using var recorded = enable_grad();
        Gradient = zeros_like(parameters.Values).DetachFromDisposeScope();
        leaves = new Tensor[parameters.Layout.Leaves.Count];
        gradients = new Tensor[leaves.Length];
        for (var i = 0; i < leaves.Length; i++)
        {
            gradients[i] = View(Gradient, parameters.Layout.Leaves[i]).DetachFromDisposeScope();
            leaves[i] = View(parameters.Values, parameters.Layout.Leaves[i]).detach().requires_grad_().DetachFromDisposeScope();
            leaves[i].grad = gradients[i];
        }
    }

    /// <summary>[Layout.Length], receives what backward adds.</summary>
    public Tensor Gradient { get; }

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
        foreach (var gradient in gradients) gradient.Dispose();
        Gradient.Dispose();
    }

    private static Tensor View(Tensor flat, ParameterLeaf leaf) => flat.narrow(0, leaf.Offset, leaf.Length).view([.. leaf.Shape]);
}
