using Magistral.Contracts.Runs;
using Magistral.Contracts.Specs;
using Magistral.Contracts.Specs.Revisions;
using Magistral.Contracts.Specs.Rules;

namespace Magistral.Grains.Runs;

/// <summary>The rules of a spec's revisions: pure functions from state to state. An unchanged state means that nothing happened.</summary>
public static class RunRevisions
{
    private const string BySubmission = "submitted";

    /// <summary>The newest revision of a run that is there.</summary>
    public static SpecRevision Newest(RunState run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.Revisions is [.., var newest] ? new(newest.Number, run.Spec!, newest.At, newest.By) : new(SpecRevision.First, run.Spec!, run.CreatedAt, BySubmission);
    }

    /// <summary>Whether a run was submitted with a spec, or revised to it.</summary>
    public static bool IsOf(RunState run, RunSpec spec)
    {
        ArgumentNullException.ThrowIfNull(run);
        return AreEqual(run.Spec!, spec) || run.Submitted is { } submitted && AreEqual(submitted, spec);
    }

    /// <summary>Makes a spec the newest revision, unless it is that already. Made again before another one is, the call changes nothing.</summary>
    /// <param name="run">The run.</param>
    /// <param name="spec">The whole spec.</param>
    /// <param name="expected">Number of the revision it was made from.</param>
    /// <param name="by">Who makes it and why.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="RunEndedException">The run has ended.</exception>
    /// <exception cref="StaleRevisionException">It was made from another one than the newest.</exception>
    /// <exception cref="RunSpecException">It cannot run.</exception>
    /// <exception cref="FixedSettingException">It changes what is fixed.</exception>
    public static RunState Revise(RunState run, RunSpec spec, int expected, string by, DateTimeOffset now)
    {
        var newest = Newest(run);
        var isNewest = AreEqual(newest.Spec, spec);
        if (isNewest && newest.Number == expected + 1 && newest.By == by)
            return run;
        if (run.Lifecycle is RunLifecycle.Completed or RunLifecycle.Cancelled)
            throw new RunEndedException(newest.Spec.Name, run.Lifecycle);
        if (newest.Number != expected)
            throw new StaleRevisionException(newest.Spec.Name, expected, newest.Number);
        if (isNewest)
            return run;
        if (RunSpecRules.Check(spec).ToList() is { Count: > 0 } faults)
            throw new RunSpecException("the revised spec", faults);
        if (SpecChanges.Fixed(newest.Spec, spec) is { Count: > 0 } refused)
            throw new FixedSettingException(newest.Spec.Name, refused);
        var entry = new SpecRevisionEntry(newest.Number + 1, now, by, SpecChanges.Between(newest.Spec, spec));
        return run with
        {
            Spec = spec, Submitted = run.Submitted ?? newest.Spec, Revisions = [.. run.Revisions, entry], Audit = [.. run.Audit, new(now, entry.ToString())],
        };
    }

    private static bool AreEqual(RunSpec one, RunSpec other) => RunSpecJson.Write(one) == RunSpecJson.Write(other);
}
