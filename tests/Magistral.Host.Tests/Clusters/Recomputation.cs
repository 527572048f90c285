using Magistral.Contracts.Checkpoints;
using Magistral.Contracts.Specs;
using Magistral.Engine.Models.Networks;
using Magistral.Engine.Models;
using Magistral.Grains.Storage;
using Magistral.Method.Generation;
using Magistral.Silo.Checkpoints;
using Magistral.Silo.Models;
using static TorchSharp.torch;

namespace Magistral.Host.Tests.Clusters;

/// <summary>Log-probabilities of completions in one pass with a run's stored weights, against those that generators recorded.</summary>
internal static class Recomputation
{
    public static async Task<double> LargestDifferenceAsync(
        LocalCluster cluster, ClusterRun run, RunSpec spec, IReadOnlyList<(TokenStream Prompt, TokenStream Completion)> completions, CancellationToken cancellation)
    {
        var plan = ModelPlan.Of(spec, TimeProvider.System);
        var store = await StoreOpening.OpenAsync(new() { Blobs = cluster.Blobs }, cancellation);
        using (store as IDisposable)
        {
            var step = (await run.DescribeAsync()).Checkpoints[^1];
            var checkpoint = await cluster.Grains.GetGrain<ICheckpointGrain>(new CheckpointKey(run.Id, step).ToString()).DescribeAsync(cancellation);
            var part = checkpoint.Manifest!.Parts.Single(part => part.Name == CheckpointParts.Weights);
            await using var stored = await StoredObjectStream.OpenAsync(store, new StoreKey(part.Key), cancellation);
            using var weights = await WeightFile.ReadAsync(stored!, plan.TrainedLeaves, cancellation);
            using var parameters = FlatParameters.Create(plan.Config, weights, ComputeDevice.Parse("cpu"));
            using var model = new CausalLanguageModel(parameters);
            return completions.Max(completion => LargestDifference(model, completion.Prompt, completion.Completion));
        }
    }

    private static double LargestDifference(CausalLanguageModel model, TokenStream prompt, TokenStream completion)
    {
        long[] all = [.. prompt.Tokens.Concat(completion.Tokens).Select(token => (long)token)];
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        var sources = arange(prompt.Length - 1, all.Length - 1, int64);
        var distribution = model.Logits(model.Hidden(tensor(all), all.Length), sources).log_softmax(-1);
        var chosen = distribution.gather(1, tensor(all[prompt.Length..]).unsqueeze(1)).squeeze(1).data<float>().ToArray();
        return chosen.Zip(completion.LogProbs, (one, other) => Math.Abs(one - (double)other)).Max();
    }
}
