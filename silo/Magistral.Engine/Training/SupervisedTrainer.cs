using Magistral.Engine.Adapters;
using Magistral.Engine.Models;
using Magistral.Engine.Models.Networks;
using Magistral.Method.Schedules;
using TorchSharp;
using static TorchSharp.torch;

namespace Magistral.Engine.Training;

/// <summary>Supervised fine-tuning: cross-entropy on the completion tokens of demonstrations.</summary>
/// <remarks>Use from one thread. Reproducible as <see cref="PolicyTrainer"/> is.</remarks>
public sealed class SupervisedTrainer : IDisposable
{
    private readonly FlatParameters parameters;
    private readonly SupervisedTrainerOptions options;
    private readonly TimeProvider clock;
    private readonly GradientLanes lanes;
    private readonly GradientHandOver handOver;
    private readonly FlatAdamW optimizer;

    /// <param name="parameters">Updated in place, unless an adapter is; they stay the caller's.</param>
    /// <param name="options">How to update.</param>
    /// <param name="clock">Measures durations; the system's when null.</param>
    /// <param name="adapter">Updated in place of the parameters, which then may be held in any type; stays the caller's.</param>
    /// <param name="reduction">Joins the gradient with those of other replicas; null where there are none.</param>
    /// <exception cref="ModelConfigException">Parameters to be updated are not float32.</exception>
    /// <exception cref="Weights.WeightShapeException">The adapter is of another model.</exception>
    public SupervisedTrainer(
        FlatParameters parameters, SupervisedTrainerOptions options, TimeProvider? clock = null, LoraParameters? adapter = null, IGradientReduction? reduction = null)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(options);
        if (adapter is not null) LoraMerge.RequireSameModel(parameters.Config, adapter.Layout);
        this.parameters = parameters;
        this.options = options;
        this.clock = clock ?? TimeProvider.System;
        lanes = new GradientLanes(parameters, adapter, options.Threads, options.Compute);
        handOver = new GradientHandOver(reduction);
        optimizer = new FlatAdamW((FlatWeights?)adapter ?? parameters);
    }

    /// <summary>Updates done, from the imported state on.</summary>
    public long Steps => optimizer.Step;

    /// <summary>One optimizer step on a batch.</summary>
    /// <param name="batch">At least one demonstration; <see cref="EpochSampler"/> chooses them.</param>
    /// <exception cref="TrainingInputException">A demonstration does not fit the model; nothing was changed.</exception>
    /// <exception cref="NonFiniteGradientException">The gradient is not a number; nothing was changed.</exception>
    public SupervisedReport Step(IReadOnlyList<Demonstration> batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        TrainingInput.CheckNotEmpty(batch.Count);
        for (var i = 0; i < batch.Count; i++) TrainingInput.Check(parameters.Config, i, batch[i].PromptTokens, batch[i].CompletionTokens);
        var started = clock.GetTimestamp();
        var step = optimizer.Step;
        var completion = batch.Sum(demonstration => (long)demonstration.CompletionTokens.Length);
        var plan = lanes.Plan([.. batch.Select(demonstration => demonstration.PromptTokens.Length + demonstration.CompletionTokens.Length - 1)], options.MicrobatchTokens);
        var losses = lanes.Run(plan, (model, rows) => Backward(model, [.. rows.Rows.Select(row => batch[row])], completion));
        handOver.Run(lanes.Gradient, completion);
        var rate = LearningRate.CosineAt(step, options.LearningRate, options.WarmupSteps, options.Steps);
        var norm = optimizer.Update(lanes.Gradient, rate, options.AdamW);
        if (!double.IsFinite(norm)) throw new NonFiniteGradientException(step, losses.Sum());
        return new()
        {
            Step = step,
            Loss = losses.Sum(),
            GradientNorm = norm,
            LearningRate = rate,
            Tokens = completion + batch.Sum(demonstration => (long)demonstration.PromptTokens.Length),
            PaddingShare = plan.PaddingShare,
            Seconds = clock.GetElapsedTime(started).TotalSeconds,
        };
    }

    /// <summary>A copy of what the optimizer remembers.</summary>
    /// <param name="reuse">An earlier export that nobody reads any more: its arrays are written over.</param>
    public OptimizerState Export(OptimizerState? reuse = null) => optimizer.Export(reuse);

    /// <summary>Continues from an exported state, exactly.</summary>
    /// <param name="state">From <see cref="Export"/> of a trainer of the same model.</param>
    /// <exception cref="Weights.WeightShapeException">It is of another model.</exception>
    public void Import(OptimizerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        optimizer.Import(state);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lanes.Dispose();
        optimizer.Dispose();
    }

    private double Backward(CausalLanguageModel model, Demonstration[] rows, long completionTokens)
    {
        var grid = new TokenGrid([.. rows.Select(row => (row.PromptTokens, row.CompletionTokens, Enumerable.Repeat(true, row.CompletionTokens.Length).ToArray()))], parameters.Values.device);
        var logits = model.Logits(model.Hidden(grid.Inputs, grid.Width), grid.Sources);
        using Scalar tokens = (double)completionTokens;
        var loss = nn.functional.cross_entropy(logits, grid.Targets, reduction: nn.Reduction.Sum).div(tokens);
        model.Backward(loss);
        return loss.item<float>();
    }
}
