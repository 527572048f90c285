using Magistral.Contracts.Generation;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Training;
using Magistral.Contracts.Training.Terms;

namespace Magistral.Grains.Runs;

/// <summary>The rules of a run's life: pure functions from state to state. An unchanged state means that nothing happened.</summary>
public static class RunRules
{
    /// <summary>Starts or continues a run.</summary>
    /// <exception cref="RunEndedException">It has ended.</exception>
    public static RunState Start(RunState run, RunSession session, DateTimeOffset now)
    {
        if (run.Lifecycle is RunLifecycle.Completed or RunLifecycle.Cancelled)
            throw new RunEndedException(run.Spec!.Name, run.Lifecycle);
        if (run.Lifecycle == RunLifecycle.Running && run.Clock.Session?.Id == session.Id)
            return run;
        var what = run.Lifecycle switch
        {
            RunLifecycle.Created => "started",
            RunLifecycle.Queued => "went to work",
            RunLifecycle.Running => "continued after its process ended without a word",
            _ => "continued",
        };
        return run with
        {
            Lifecycle = RunLifecycle.Running, Reason = "", PauseAsked = false, PauseReason = "", TermsWithoutStep = 0, Clock = run.Clock.Begin(session, now),
            Audit = [.. run.Audit, new(now, what)],
        };
    }

    /// <summary>Puts a run that shall be trained among those that wait.</summary>
    /// <exception cref="RunEndedException">It has ended.</exception>
    public static RunState Queue(RunState run, string why, DateTimeOffset now) => run.Lifecycle switch
    {
        RunLifecycle.Completed or RunLifecycle.Cancelled => throw new RunEndedException(run.Spec!.Name, run.Lifecycle),
        RunLifecycle.Queued => run,
        _ => run with { Lifecycle = RunLifecycle.Queued, Reason = "", PauseAsked = false, PauseReason = "", Clock = run.Clock.End(now), Audit = [.. run.Audit, new(now, why)] },
    };

    /// <summary>A trainer takes charge; the same start of it keeps its term.</summary>
    /// <exception cref="RunEndedException">The run has ended.</exception>
    public static RunState BeginTerm(RunState run, string holder)
    {
        if (run.Lifecycle is RunLifecycle.Completed or RunLifecycle.Cancelled)
            throw new RunEndedException(run.Spec!.Name, run.Lifecycle);
        return holder == run.TermHolder ? run : run with
        {
            Term = new(run.Term.Number + 1),
            TermHolder = holder,
            TermsWithoutStep = run.TermsWithoutStep + 1,
        };
    }

    /// <summary>Notes that someone wants a pause.</summary>
    /// <param name="run">The run.</param>
    /// <param name="reason">Why the service wants it; empty when a person does.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="RunEndedException">The run has ended.</exception>
    public static RunState AskPause(RunState run, string reason, DateTimeOffset now) => run.Lifecycle switch
    {
        RunLifecycle.Completed or RunLifecycle.Cancelled => throw new RunEndedException(run.Spec!.Name, run.Lifecycle),
        RunLifecycle.Running when !run.PauseAsked => run with
        {
            PauseAsked = true,
            PauseReason = reason,
            Audit = [.. run.Audit, new(now, reason.Length == 0 ? "asked to pause" : $"asked to pause: {reason}")],
        },
        _ => run,
    };

    /// <summary>Ends the session: paused, completed or failed. Said again, with whatever reason, the first word stands; and what has ended for good ends in no other way.</summary>
    public static RunState Stop(RunState run, RunLifecycle lifecycle, string reason, DateTimeOffset now) =>
        run.Lifecycle is RunLifecycle.Completed or RunLifecycle.Cancelled || run.Lifecycle == lifecycle && run.Clock.Session is null ? run : run with
        {
            Lifecycle = lifecycle,
            Reason = reason,
            PauseAsked = false,
            PauseReason = "",
            Clock = run.Clock.End(now),
            Audit = [.. run.Audit, new(now, reason.Length == 0 ? Name(lifecycle) : $"{Name(lifecycle)}: {reason}")],
        };

    /// <summary>Enters a step; a step entered before changes nothing.</summary>
    public static RunState Step(RunState run, StepReport report, DateTimeOffset now) => report.Step <= (run.LastStep?.Step ?? 0) ? run : run with
    {
        LastStep = report,
        TermsWithoutStep = 0,
        Totals = run.Totals.With(report),
        Clock = run.Clock.Seen(now, stepped: true),
    };

    /// <summary>Enters the newest report of a generator.</summary>
    public static RunState Generator(RunState run, GeneratorReport report, DateTimeOffset now) => run with
    {
        Generators = [.. run.Generators.Where(other => other.GeneratorId != report.GeneratorId || other.Session != report.Session), report],
        Clock = run.Clock.Seen(now, stepped: false),
    };

    /// <summary>Notes that a generator cannot go on; one that says the same again before anything else happens changes nothing.</summary>
    public static RunState GeneratorFailed(RunState run, GeneratorFailure failure, DateTimeOffset now)
    {
        const string Generator = "generator ";
        var what = $"{Generator}{failure.GeneratorId} failed: {failure.What}: {failure.Remedy}";
        var told = run.Audit.Reverse().TakeWhile(entry => entry.What.StartsWith(Generator, StringComparison.Ordinal)).Any(entry => entry.What == what);
        return told ? run : run with { Audit = [.. run.Audit, new(now, what)] };
    }

    /// <summary>Enters an evaluation; an order entered before changes nothing.</summary>
    public static RunState Evaluation(RunState run, EvaluationResult result) =>
        run.Evaluations.Any(known => known.Order.Number == result.Order.Number) ? run : run with { Evaluations = [.. run.Evaluations, result] };

    /// <summary>Enters a committed checkpoint and strikes all but the newest that are kept. One that is not newer than all others changes nothing: it was entered before.</summary>
    public static RunState Checkpoint(RunState run, int step)
    {
        if (run.Checkpoints is [.., var newest] && step <= newest)
            return run;
        IReadOnlyList<int> all = [.. run.Checkpoints, step];
        return run with { Checkpoints = [.. all.TakeLast(run.Spec!.Checkpoints.Keep)], Expired = [.. all.SkipLast(run.Spec.Checkpoints.Keep)] };
    }

    /// <summary>
    /// The last term whose trainers have nothing more to do with the checkpoint of a step. The trainer in charge may be writing, or about to tell of, one after the newest,
    /// or that one anew; once the run has stopped nobody may.
    /// </summary>
    public static TrainerTerm Over(RunState run, int step) =>
        run.Lifecycle is RunLifecycle.Paused or RunLifecycle.Completed or RunLifecycle.Failed or RunLifecycle.Cancelled || run.Checkpoints is [.., var newest] && step < newest
            ? run.Term
            : new(run.Term.Number - 1);

    /// <summary>Strikes what was reported after a step.</summary>
    /// <param name="run">The run.</param>
    /// <param name="step">The step of the checkpoint.</param>
    /// <param name="surviving">Every report up to that step, in order.</param>
    public static RunState FallBack(RunState run, int step, IReadOnlyList<StepReport> surviving) => run with
    {
        LastStep = surviving.Count > 0 ? surviving[^1] : null,
        Totals = surviving.Aggregate(new RunTotals(), (totals, report) => totals.With(report)),
        Evaluations = [.. run.Evaluations.Where(result => result.Order.Step <= step)],
        Checkpoints = [.. run.Checkpoints.Where(checkpoint => checkpoint <= step)],
    };

    /// <summary>Estimate of the seconds left, by the budget that runs out first; null without a budget or before the first step.</summary>
    public static double? SecondsLeft(RunState run)
    {
        if (run.LastStep is not { Step: > 0 } last || run.Spec is not { } spec)
            return null;
        var perStep = run.Totals.RlSeconds / last.Step;
        double?[] budgets =
        [
            spec.Rl.MaxSteps > 0 ? Math.Max(0, spec.Rl.MaxSteps - last.Step) * perStep : null,
            spec.Rl.MaxSeconds > 0 ? Math.Max(0, spec.Rl.MaxSeconds - run.Totals.RlSeconds) : null,
        ];
        return budgets.Min();
    }

    private static string Name(RunLifecycle lifecycle) => lifecycle switch
    {
        RunLifecycle.Paused => "paused",
        RunLifecycle.Completed => "completed",
        RunLifecycle.Failed => "failed",
        _ => "cancelled",
    };
}
