using System.Threading.Channels;
using Magistral.Contracts.PromptGroups;
using Magistral.Contracts.Weights;
using Magistral.Engine.Generation;
using Magistral.Engine.Tokenizers;
using Magistral.Silo.Hosting;
using Magistral.Silo.Models;

namespace Magistral.Silo.Generation;

/// <summary>Hands finished sequences to their groups: those that finish together travel together.</summary>
internal sealed class RolloutDeliveries(
    string generatorId, string runId, ITokenizer tokenizer, IGrainFactory grains, ChannelReader<FinishedSequence> finished, LeasedGroups leased, GrainCalls calls)
{
    /// <summary>Delivers until the loop ends or it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (await finished.WaitToReadAsync(cancellation))
        {
            var together = new List<FinishedSequence>();
            while (finished.TryRead(out var sequence))
                together.Add(sequence);
            await Task.WhenAll(together.GroupBy(sequence => SequenceId.Of(sequence.Id).Group).Select(group => DeliverAsync(group.Key, [.. group], cancellation)));
        }
    }

    private Task DeliverAsync(int number, IReadOnlyList<FinishedSequence> sequences, CancellationToken cancellation)
    {
        var prompt = TokenBytes.Of(leased.PromptOf(number, sequences.Select(sequence => SequenceId.Of(sequence.Id).Index)));
        var delivery = new RolloutDelivery(generatorId, prompt, [.. sequences.Select(Rollout)]);
        var group = grains.GetGrain<IPromptGroupGrain>(new GroupKey(runId, number).ToString());
        return calls.CallAsync(token => group.RecordRolloutsAsync(delivery, token), cancellation);
    }

    private GeneratedRollout Rollout(FinishedSequence sequence) => new(
        SequenceId.Of(sequence.Id).Index, TokenBytes.Of(sequence.Tokens), TokenBytes.Of(sequence.LogProbs),
        [.. sequence.Versions.Select(run => new VersionSpan(new(run.Version), run.Count))],
        sequence.Reason == FinishReason.Stop ? Contracts.Generation.FinishReason.Stop : Contracts.Generation.FinishReason.Length,
        tokenizer.Decode(sequence.Tokens));
}
