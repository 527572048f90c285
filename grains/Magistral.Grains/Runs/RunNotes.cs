using Magistral.Contracts.Specs;
using Magistral.Contracts.Tenants;

namespace Magistral.Grains.Runs;

/// <summary>Tells a tenant's books how a run stands: its life at once, its steps now and then.</summary>
/// <remarks>Used from one grain.</remarks>
public sealed class RunNotes(IGrainFactory grains, string runId, TimeProvider clock)
{
    private static readonly TimeSpan StepPeriod = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);
    private RunNote? told;
    private DateTimeOffset toldAt;

    /// <summary>Prompt groups that a run keeps in flight on each generator.</summary>
    public static int GroupsOf(RunSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return (spec.Rl.NAsync + spec.Rl.GroupSize - 1) / spec.Rl.GroupSize;
    }

    /// <summary>Tells what the books do not know yet.</summary>
    public async Task TellAsync(RunState run, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run.Spec is null)
            return;
        var (note, now) = (new RunNote(runId, run.Lifecycle, run.LastStep?.Step ?? 0, GroupsOf(run.Spec)), clock.GetUtcNow());
        if (told is not null && told with { Step = note.Step } == note && (told == note || now - toldAt < StepPeriod))
            return;
        await grains.GetGrain<ITenantGrain>(run.Tenant).NoteAsync(note, cancellation).WaitAsync(Deadline, clock, cancellation);
        (told, toldAt) = (note, now);
    }

    /// <summary>Tells it unless that fails, which the next time makes good.</summary>
    /// <returns>Why it failed; null when it did not.</returns>
    public async Task<Exception?> TryTellAsync(RunState run, CancellationToken cancellation)
    {
        try
        {
            await TellAsync(run, cancellation);
            return null;
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested && GrainFaults.AreExpected(error))
        {
            return error;
        }
    }
}
