using Magistral.Contracts.Generation;
using Magistral.Contracts.Queue;
using Microsoft.Extensions.Logging;

namespace Magistral.Grains.Runs;

/// <summary>Who generates for a run: what generators report, and what becomes of the groups of one that fell silent.</summary>
/// <param name="books">The run's state.</param>
/// <param name="grains">The way to the queue.</param>
/// <param name="clock">The clock.</param>
/// <param name="log">Hears of the silent.</param>
/// <remarks>Used from one grain.</remarks>
public sealed class RunGenerators(RunBooks books, IGrainFactory grains, TimeProvider clock, ILogger log)
{
    /// <summary>After which the groups of a generator that says nothing go to others.</summary>
    public static readonly TimeSpan SilenceLimit = TimeSpan.FromSeconds(12);

    private GeneratorWatch watch = new();

    /// <summary>A session begins: nobody was heard of yet.</summary>
    public void Begin() => watch = new();

    /// <summary>Enters what a generator did so far.</summary>
    public Task ReportedAsync(GeneratorReport report, CancellationToken cancellation)
    {
        watch = watch.Heard(report.GeneratorId);
        return books.ProgressAsync(RunRules.Generator(books.Existing(), report, clock.GetUtcNow()), cancellation);
    }

    /// <summary>A generator cannot go on.</summary>
    public Task FailedAsync(GeneratorFailure failure, CancellationToken cancellation)
    {
        watch = watch.Failed(failure);
        return books.CommitAsync(RunRules.GeneratorFailed(books.Existing(), failure, clock.GetUtcNow()), cancellation);
    }

    /// <summary>Asks whether anybody generates.</summary>
    /// <param name="mayWait">Whether one may still join, however long it takes.</param>
    /// <exception cref="NoGeneratorException">Nobody does.</exception>
    public Task CheckAsync(bool mayWait)
    {
        watch = watch.Check(clock.GetUtcNow());
        var patience = mayWait ? TimeSpan.MaxValue : TimeSpan.FromSeconds(books.Existing().Spec!.Rl.LeaseSeconds);
        return watch.Fault(patience) is { } fault ? Task.FromException(fault) : Task.CompletedTask;
    }

    /// <summary>Takes back the groups of generators that have fallen silent, so that others go on with them.</summary>
    public async Task ReleaseSilentAsync(CancellationToken cancellation)
    {
        watch = watch.Check(clock.GetUtcNow());
        var queue = grains.GetGrain<IRolloutQueueGrain>(books.RunId);
        var owners = (await queue.DescribeAsync(cancellation)).Open.Where(group => group.GeneratorId.Length > 0).Select(group => group.GeneratorId).Distinct();
        foreach (var owner in owners.Where(owner => watch.IsSilent(owner, SilenceLimit)))
        {
            RunLog.GeneratorSilent(log, books.RunId, owner, SilenceLimit.TotalSeconds);
            await queue.ReleaseAsync(owner, cancellation);
        }
    }
}
