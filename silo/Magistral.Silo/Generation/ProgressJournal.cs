using Magistral.Contracts.PromptGroups;
using Magistral.Engine.Generation;
using Magistral.Silo.Hosting;
using Microsoft.Extensions.Logging;

namespace Magistral.Silo.Generation;

/// <summary>Has the groups keep what their sequences under way hold, so that whoever follows a generator that is gone goes on with it.</summary>
internal sealed partial class ProgressJournal(string generatorId, string runId, IGrainFactory grains, IRolloutEngine engine, LeasedGroups leased, GrainCalls calls, ILogger log)
{
    /// <summary>Journals until the engine has ended and its last words are kept.</summary>
    public async Task RunAsync()
    {
        await foreach (var taken in engine.Progress.ReadAllAsync())
        {
            await Task.WhenAll(taken.GroupBy(progress => SequenceId.Of(progress.Id).Group).Select(group => KeepAsync(group.Key, [.. group])));
            engine.Journaled();
        }
    }

    private async Task KeepAsync(int number, IReadOnlyList<SequenceProgress> sequences)
    {
        IReadOnlyList<PartialRollout> partials = [.. sequences.Select(sequence => new PartialRollout(SequenceId.Of(sequence.Id).Index, sequence.Completion))];
        var group = grains.GetGrain<IPromptGroupGrain>(new GroupKey(runId, number).ToString());
        var isHeld = true;
        // Once: should it fail, the next time brings all of it again.
        var error = await calls.TryOnceAsync(async token => isHeld = await group.RecordProgressAsync(generatorId, partials, token));
        if (error is not null)
            LogNotKept(log, generatorId, number, error.Message);
        if (!isHeld)
            leased.Drop(number);
    }

    [LoggerMessage(2121, LogLevel.Warning, "Generator {GeneratorId}: the beginnings of group {Group} could not be kept, they will be with the next: {Reason}")]
    private static partial void LogNotKept(ILogger log, string generatorId, int group, string reason);
}
