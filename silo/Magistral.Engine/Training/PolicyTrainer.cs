using Magistral.Engine.Models.Networks;
using Magistral.Method.Objectives;
using Magistral.Engine.Adapters;
using Magistral.Engine.Models;
using Magistral.Method.Packing;
using Magistral.Method.Schedules;
using TorchSharp;
using static TorchSharp.torch;

namespace Magistral.Engine.Training;

/// <summary>Updates a policy with verifiable rewards: one optimizer step a minibatch (METHOD sections 1, 2 and 7).</summary>
/// <remarks>
/// Use from one thread. With the same weights, state, minibatch and number of threads an update gives the same bits on the same machine.
/// Micro-batching changes nothing but rounding: every factor is of the minibatch.
/// </remarks>
public sealed class PolicyTrainer : IDisposable
{
    private readonly FlatParameters parameters;
    private readonly PolicyTrainerOptions options;
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
    public PolicyTrainer(
        FlatParameters parameters, PolicyTrainerOptions options, TimeProvider? clock = null, LoraParameters? adapter = null, IGradientReduction? reduction = null)
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

    /// <summary>One optimizer step on a minibatch.</summary>
    /// <param name="minibatch">Completions of whole groups, at least one.</param>
    /// <param name="changed">How to make this one; null makes it as the trainer's options say.</param>
    /// <exception cref="TrainingInputException">A sequence does not fit the model; nothing was changed.</exception>
    /// <exception cref="NonFiniteGradientException">The gradient is not a number; nothing was changed.</exception>
    public UpdateReport Step(IReadOnlyList<TrainingSequence> minibatch, PolicyStepOptions? changed = null)
    {
        ArgumentNullException.ThrowIfNull(minibatch);
        TrainingInput.CheckNotEmpty(minibatch.Count);
        TrainingInput.Check(parameters.Config, minibatch);
        var started = clock.GetTimestamp();
        var (step, how) = (optimizer.Step, changed ?? options.Step);
        var objective = PolicyLoss.Objective(how.Objective, how.ClipLow, how.ClipHigh);
        var plan = Plan(minibatch);
        var scales = Scales(minibatch, how.Aggregation);
        var parts = lanes.Run(plan, (model, batch) => Backward(model, [.. batch.Rows.Select(row => minibatch[row])], [.. batch.Rows.Select(row => (float)scales[row])], objective, how));
        var loss = parts.Sum(part => part.Loss);
        handOver.Run(lanes.Gradient, PolicyLoss.MeanOver(minibatch, how.Aggregation));
        var rate = LearningRate.ConstantAt(step, how.LearningRate, how.WarmupSteps);
        var norm = optimizer.Update(lanes.Gradient, rate, how.AdamW);
        if (!double.IsFinite(norm)) throw new NonFiniteGradientException(step, loss);

        var sums = parts.Select(part => part.Sums).Aggregate((a, b) => a + b);
        long sampled = minibatch.Sum(sequence => sequence.Completion.SampledCount);
        return new()
        {
            Step = step,
            Loss = loss,
            Entropy = parts.Sum(part => part.Entropy) / sampled,
            ClipFractionLow = sums.ClippedLow / sampled,
            ClipFractionHigh = sums.ClippedHigh / sampled,
            RatioMean = sums.Ratio / sampled,
            RatioMax = sums.RatioMax,
            ApproxKl = sums.Kl / sampled,
            GradientNorm = norm,
            LearningRate = rate,
            Sequences = minibatch.Count,
            Tokens = minibatch.Sum(sequence => (long)sequence.PromptTokens.Length + sequence.Completion.Length),
            CompletionTokens = sampled,
            PaddingShare = plan.PaddingShare,
            Seconds = clock.GetElapsedTime(started).TotalSeconds,
        };
    }

    /// <summary>log π of every sampled token under the present weights and the sampling temperature; nothing is changed.</summary>
    /// <param name="sequences">Completions; their advantages are not used.</param>
    /// <returns>[T] of each sequence, in nats; 0 for given tokens.</returns>
    /// <exception cref="TrainingInputException">A sequence does not fit the model.</exception>
    public float[][] EvaluateLogProbs(IReadOnlyList<TrainingSequence> sequences)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        if (sequences.Count == 0) return [];
        TrainingInput.Check(parameters.Config, sequences);
        var results = new float[sequences.Count][];
        lanes.Run(Plan(sequences), (model, batch) =>
        {
            using var quiet = no_grad();
            var rows = batch.Rows.Select(row => sequences[row]).ToArray();
            var logProbs = Forward(model, Grid(rows)).LogProbs.cpu().data<float>().ToArray();
            var next = 0;
            foreach (var row in batch.Rows)
            {
                results[row] = [.. sequences[row].Completion.SampledMask().Select(isSampled => isSampled ? logProbs[next++] : 0)];
            }

            return 0;
        });
        return results;
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

    private PackingPlan Plan(IReadOnlyList<TrainingSequence> sequences) =>
        lanes.Plan([.. sequences.Select(sequence => sequence.PromptTokens.Length + sequence.Completion.Length - 1)], options.MicrobatchTokens);

    private double[] Scales(IReadOnlyList<TrainingSequence> minibatch, AggregationKind aggregation)
    {
        var lengths = minibatch.Select(sequence => sequence.Completion.SampledCount).ToArray();
        return PolicyLoss.Scales(lengths, [.. minibatch.Select(sequence => sequence.GroupIndex)], Math.Max(options.NormLengthTokens, lengths.Max()), aggregation);
    }

    private TokenGrid Grid(TrainingSequence[] rows) =>
        new([.. rows.Select(row => (row.PromptTokens, row.Completion.Tokens, row.Completion.SampledMask()))], parameters.Values.device);

    private (Tensor Distribution, Tensor LogProbs) Forward(CausalLanguageModel model, TokenGrid grid)
    {
        var logits = model.Logits(model.Hidden(grid.Inputs, grid.Width), grid.Sources);
        using Scalar temperature = options.Temperature;
        var distribution = (options.Temperature == 1 ? logits : logits.div(temperature)).log_softmax(-1);
        return (distribution, distribution.gather(1, grid.Targets.unsqueeze(1)).squeeze(1));
    }

    private (double Loss, double Entropy, PolicySums Sums) Backward(
        CausalLanguageModel model, TrainingSequence[] rows, float[] scales, IPolicyObjective objective, PolicyStepOptions how)
    {
        var grid = Grid(rows);
        var (distribution, sampled) = Forward(model, grid);
        var behaviour = grid.Grid(rows.Select(row => row.Completion.LogProbs));
        var (reference, weights) = Importance(grid, rows, sampled, behaviour, how);
        var tensors = new PolicyTensors(grid.Spread(sampled), reference, grid.Column(rows.Select(row => row.Advantage)), grid.Mask);
        var losses = objective.Evaluate(tensors);
        var loss = PolicyLoss.Total(losses, tensors, grid.Column(scales), weights);
        model.Backward(loss);

        using var quiet = no_grad();
        var entropy = -(distribution.exp() * distribution).sum().item<float>();
        return (loss.item<float>(), entropy, PolicyLoss.Sums(losses, tensors, behaviour));
    }

    private static (Tensor Reference, Tensor? Weights) Importance(TokenGrid grid, TrainingSequence[] rows, Tensor sampled, Tensor behaviour, PolicyStepOptions how)
    {
        using var quiet = no_grad();
        var given = rows.All(row => row.ImportanceWeights is null)
            ? null
            : grid.Grid(rows.Select(row => row.ImportanceWeights ?? [.. Enumerable.Repeat(1f, row.Completion.Length)]));
        if (how.Importance == ImportanceKind.None) return (behaviour, given);

        var proximal = rows.All(row => row.ProximalLogProbs is not null)
            ? grid.Grid(rows.Select(row => row.ProximalLogProbs!))
            : grid.Spread(sampled.detach());
        using Scalar cap = how.ImportanceCap;
        var weights = (proximal - behaviour).exp().clamp_max(cap);
        return (proximal, given is null ? weights : weights * given);
    }
}
