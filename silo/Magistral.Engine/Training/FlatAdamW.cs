using Magistral.Engine.Models;
using Magistral.Engine.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace Magistral.Engine.Training;

/// <summary>AdamW with gradient clipping on flat weights: a dozen operations for the whole model (arXiv 1711.05101).</summary>
internal sealed class FlatAdamW : IDisposable
{
    private readonly FlatWeights weights;
    private readonly Tensor first;
    private readonly Tensor second;

    public FlatAdamW(FlatWeights weights)
    {
        this.weights = weights;
        using var scope = NewDisposeScope();
        first = zeros_like(weights.Values).DetachFromDisposeScope();
        second = zeros_like(weights.Values).DetachFromDisposeScope();
    }

    /// <summary>Optimizer updates made so far.</summary>
    public long Step { get; private set; }

    /// <summary>Clips the gradient, then updates moments and parameters.</summary>
    /// <param name="gradient">[length], float32; clipped in place.</param>
    /// <param name="learningRate">≥ 0; at 0 the moments move and the parameters keep every bit.</param>
    /// <param name="options">Constants of this update.</param>
    /// <returns>The global norm before clipping; when it is not finite nothing was changed.</returns>
    public double Update(Tensor gradient, double learningRate, AdamWOptions options)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var norm = gradient.norm().item<float>();
        if (!float.IsFinite(norm)) return norm;
        if (options.GradientClip > 0 && norm > options.GradientClip)
        {
            using Scalar shrink = options.GradientClip / (norm + 1e-6);
            gradient.mul_(shrink);
        }

        Step++;
        using Scalar keep1 = options.Beta1, take1 = 1 - options.Beta1, keep2 = options.Beta2, take2 = 1 - options.Beta2;
        first.mul_(keep1).add_(gradient, take1);
        second.mul_(keep2).addcmul_(gradient, gradient, take2);
        if (learningRate != 0) Move(learningRate, options);   // even p + 0 would turn −0 into 0
        return norm;
    }

    public OptimizerState Export(OptimizerState? reuse)
    {
        var (mean, square) = (Buffer(reuse?.FirstMoments), Buffer(reuse?.SecondMoments));
        FlatCopy.Read(first, mean);
        FlatCopy.Read(second, square);
        return new(Step, mean, square);
    }

    public void Import(OptimizerState state)
    {
        if (state.FirstMoments.Length != weights.Length || state.SecondMoments.Length != weights.Length)
            throw new WeightShapeException(Math.Min(state.FirstMoments.Length, state.SecondMoments.Length), weights.Length);
        FlatCopy.Write(state.FirstMoments, first);
        FlatCopy.Write(state.SecondMoments, second);
        Step = state.Step;
    }

    public void Dispose()
    {
        first.Dispose();
        second.Dispose();
    }

    private float[] Buffer(float[]? reuse) => reuse?.Length == weights.Length ? reuse : new float[weights.Length];

    private void Move(double learningRate, AdamWOptions options)
    {
        using Scalar decay = 1 - learningRate * options.WeightDecay;
        if (options.WeightDecay > 0) weights.Values.narrow(0, 0, weights.DecayedLength).mul_(decay);
        using Scalar correction = Math.Sqrt(1 - Math.Pow(options.Beta2, Step)), epsilon = options.Epsilon;
        using Scalar step = -learningRate / (1 - Math.Pow(options.Beta1, Step));
        var scale = second.sqrt().div_(correction).add_(epsilon, HeldScalar.One);
        weights.Values.addcdiv_(first, scale, step);
    }
}
