using Magistral.Engine.Adapters;
using Magistral.Engine.Lanes;
using Magistral.Engine.Models;
using Magistral.Engine.Models.Networks;
using Magistral.Engine.Weights;
using Magistral.Method.Packing;
using static TorchSharp.torch;

namespace Magistral.Engine.Training;

/// <summary>Runs the micro-batches of a minibatch on one or more lanes and adds up their gradients.</summary>
/// <remarks>
/// Each lane has one core, its own leaves and its own gradient buffer; the shares are fixed by the lengths alone, so a result is reproducible.
/// Two lanes of one core are faster than one lane of two: small operations do not split, whole micro-batches do.
/// </remarks>
internal sealed class GradientLanes : IDisposable
{
    private readonly LaneTeam team;
    private readonly CausalLanguageModel[] models;

    /// <param name="parameters">Float32, unless an adapter is trained in their place.</param>
    /// <param name="adapter">What is trained in place of the parameters, or null.</param>
    /// <param name="lanes">≥ 1.</param>
    /// <param name="compute">How each lane computes.</param>
    /// <exception cref="ModelConfigException">The parameters are held in a narrower type.</exception>
    public GradientLanes(FlatParameters parameters, LoraParameters? adapter, int lanes, ComputeOptions compute)
    {
        if (adapter is null && parameters.DataType != NumberFormat.F32)
            throw new ModelConfigException($"weights held as {parameters.DataType} cannot be trained", "load them as float32; the products may still be bfloat16");
        team = new LaneTeam(lanes, "trainer lane");
        models = [.. Enumerable.Range(0, lanes).Select(_ => new CausalLanguageModel(parameters, compute, adapter))];
    }

    /// <summary>The sum over all lanes after <see cref="Run"/>.</summary>
    public Tensor Gradient => models[0].Leaves.Gradient;

    /// <summary>Plans micro-batches within a budget, and as many as keep the lanes equally busy.</summary>
    public PackingPlan Plan(int[] inputLengths, int budgetTokens)
    {
        if (team.Lanes == 1) return GreedyPacking.Plan(inputLengths, budgetTokens);
        var share = (int)((inputLengths.Sum(length => (long)length) + team.Lanes - 1) / team.Lanes);
        var rounds = Math.Max(1, (share + budgetTokens - 1) / budgetTokens);
        var even = (share + rounds - 1) / rounds;
        return GreedyPacking.Plan(inputLengths, Math.Max(1, Math.Min(budgetTokens, even)));
    }

    /// <summary>Runs every micro-batch once.</summary>
    /// <param name="plan">What belongs together.</param>
    /// <param name="work">Runs forward (and backward) of one micro-batch in a dispose scope of its own.</param>
    /// <returns>The results in the order of the plan.</returns>
    public T[] Run<T>(PackingPlan plan, Func<CausalLanguageModel, MicroBatch, T> work)
    {
        var results = new T[plan.MicroBatches.Count];
        var shares = Share(plan);
        team.Run(lane =>
        {
            models[lane].Leaves.Clear();
            foreach (var index in shares[lane])
            {
                using var scope = NewDisposeScope();
                results[index] = work(models[lane], plan.MicroBatches[index]);
            }
        });
        for (var lane = 1; lane < models.Length; lane++) Gradient.add_(models[lane].Leaves.Gradient, HeldScalar.One);
        return results;
    }

    public void Dispose()
    {
        team.Dispose();
        foreach (var model in models) model.Dispose();
    }

    // longest first to the lane with the least work
    private List<int>[] Share(PackingPlan plan)
    {
        var shares = models.Select(_ => new List<int>()).ToArray();
        var load = new long[models.Length];
        foreach (var index in Enumerable.Range(0, plan.MicroBatches.Count).OrderByDescending(i => plan.MicroBatches[i].PaddedTokens))
        {
            var lane = Array.IndexOf(load, load.Min());
            shares[lane].Add(index);
            load[lane] += plan.MicroBatches[index].PaddedTokens;
        }

        return shares;
    }
}
