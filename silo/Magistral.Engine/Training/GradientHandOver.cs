using Magistral.Engine.Generation.Kernels;
using Magistral.Engine.Weights;
using static TorchSharp.torch;

namespace Magistral.Engine.Training;

/// <summary>Hands a gradient to a reduction: where it lies on the processor, else by a copy there and back.</summary>
/// <param name="reduction">None leaves the gradient as it is.</param>
internal sealed class GradientHandOver(IGradientReduction? reduction)
{
    private float[]? local;

    /// <param name="gradient">[length], float32; reduced in place.</param>
    /// <param name="weight">What the loss is a mean over.</param>
    public unsafe void Run(Tensor gradient, double weight)
    {
        if (reduction is null) return;
        var length = checked((int)gradient.shape[0]);
        if (gradient.device_type == TorchSharp.DeviceType.CPU)
        {
            reduction.Reduce(new(HostMemory.Of(gradient), length), weight);
            return;
        }

        local ??= new float[length];
        FlatCopy.Read(gradient, local);
        reduction.Reduce(local, weight);
        FlatCopy.Write(local, gradient);
    }
}
