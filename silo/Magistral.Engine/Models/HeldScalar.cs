using TorchSharp;

namespace Magistral.Engine.Models;

/// <summary>Scalars that live as long as the process.</summary>
/// <remarks>
/// TorchSharp frees a scalar in its finalizer and does not keep it alive during the native call it is passed to, so that a collection at the wrong
/// moment lets libtorch read freed memory. Hence every scalar of the engine is one of these or a `using` local, and neither `a + b` nor an
/// operator between a tensor and a number is used: those make scalars that nobody holds.
/// </remarks>
internal static class HeldScalar
{
    public static Scalar One { get; } = 1f;

    public static Scalar Zero { get; } = 0f;

    public static Scalar NegativeInfinity { get; } = float.NegativeInfinity;
}
