using TorchSharp;
using static TorchSharp.torch;

namespace Magistral.Engine.Models;

/// <summary>x / √(mean(x²) + ε) over the last dimension, without a gain (arXiv 1910.07467).</summary>
internal static class RmsNormalisation
{
    public static Tensor Apply(Tensor stream, double epsilon)
    {
        using Scalar margin = epsilon;
        return stream * (stream * stream).mean([-1], true).add(margin, HeldScalar.One).rsqrt(); // square() would make a scalar that nobody holds
    }
}
