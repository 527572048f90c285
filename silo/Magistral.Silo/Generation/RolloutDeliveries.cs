using Magistral.Method.Generation;
using System.Threading.Channels;
using Magistral.Contracts;
using Magistral.Contracts.PromptGroups;
using Magistral.Engine.Generation;
using Magistral.Silo.Hosting;
using Magistral.Text.Tokenizers;

namespace Magistral.Silo.Generation;

/// <summary>Hands finished sequences to their groups: those that finish together travel together.</summary>
internal sealed class RolloutDeliveries(
    string generatorId, string runId, ITokenizer tokenizer, IGrainFactory grains, ChannelReader<FinishedSequence> finished, LeasedGroups leased, GrainCalls calls)
{
    /// <summary>Delivers until the engine ends; what is left when it is cancelled is tried once.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (await finished.WaitToReadAsync(CancellationToken.None))
        {
            var together = new List<FinishedSequence>();
            while (finished.TryRead(out var sequence))
                together.Add(sequence);
            await Task.WhenAll(together.GroupBy(sequence => SequenceId.Of(sequence.Id).Group).Select(group => DeliverAsync(group.Key, [.. group], cancellation)));
        }
    }

    private async Task DeliverAsync(int number, IReadOnlyList<FinishedSequence> sequences, CancellationToken cancellation)
    {
        if (leased.PromptOf(number) is not { } prompt)
            return; // dropped: it is another generator's
        var delivery = new RolloutDelivery(generatorId, TokenStream.Given(prompt), [.. sequences.Select(Rollout)]);
        var group = grains.GetGrain<IPromptGroupGrain>(new GroupKey(runId, number).ToString());
        try
        {
            await calls.CallAsync(token => group.RecordRolloutsAsync(delivery, token), cancellation, $"delivery of {Counted.Of(delivery.Rollouts.Count, "rollout")} to group {number} of run {runId} by {generatorId}");
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await calls.TryOnceAsync(token => group.RecordRolloutsAsync(delivery, token)); // should it fail, another generator samples the same again
        }
        leased.Delivered(number, delivery.Rollouts.Select(rollout => rollout.Index));
    }

    private GeneratedRollout Rollout(FinishedSequence sequence) => new(
        SequenceId.Of(sequence.Id).Index, sequence.Completion, sequence.Reason == FinishReason.Stop ? FinishReason.Stop : FinishReason.Length,
        tokenizer.Decode(sequence.Completion.Tokens));
}
