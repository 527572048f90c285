using Magistral.Contracts.Generation;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Training;
using Magistral.Grains.Runs;
using Magistral.Grains.Tests.Cluster;
using Xunit;

namespace Magistral.Grains.Tests.Runs;

public sealed class RunRulesTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddHours(1);
    private static readonly RunSession Session = new("a", Now);

    private static RunState Running { get; } = RunRules.BeginTerm(RunRules.Start(new() { Spec = TestSpecs.Small with { Checkpoints = new() { Keep = 2 } } }, Session, Now), "first");

    [Fact]
    public void The_same_session_starts_a_run_once() => Assert.Same(Running, RunRules.Start(Running, Session, Now));

    [Theory]
    [InlineData(RunLifecycle.Completed)]
    [InlineData(RunLifecycle.Cancelled)]
    public void What_has_ended_for_good_is_neither_started_nor_queued_nor_paused_nor_trained_nor_ended_otherwise(RunLifecycle end)
    {
        var ended = RunRules.Stop(Running, end, "done", Now);
        Assert.Throws<RunEndedException>(() => RunRules.Start(ended, new("b", Now), Now));
        Assert.Throws<RunEndedException>(() => RunRules.Queue(ended, "full", Now));
        Assert.Throws<RunEndedException>(() => RunRules.AskPause(ended, "", Now));
        Assert.Throws<RunEndedException>(() => RunRules.BeginTerm(ended, "late"));
        Assert.Same(ended, RunRules.Stop(ended, RunLifecycle.Failed, "the answer was lost", Now));
    }

    [Theory]
    [InlineData(RunLifecycle.Paused)]
    [InlineData(RunLifecycle.Failed)]
    public void Of_words_that_a_run_stopped_the_first_one_stands(RunLifecycle lifecycle)
    {
        var stopped = RunRules.Stop(Running, lifecycle, "it holds too much", Now);
        Assert.Equal((lifecycle, "it holds too much", null), (stopped.Lifecycle, stopped.Reason, stopped.Clock.Session));
        Assert.Same(stopped, RunRules.Stop(stopped, lifecycle, "stopped on request", Now));
    }

    [Fact]
    public void A_run_that_was_continued_stops_again()
    {
        var again = RunRules.Start(RunRules.Stop(Running, RunLifecycle.Paused, "one", Now), new("b", Now), Now);
        Assert.Equal("two", RunRules.Stop(again, RunLifecycle.Paused, "two", Now).Reason);
    }

    [Fact]
    public void A_trainer_that_takes_charge_has_the_next_term_and_keeps_it()
    {
        Assert.Equal((1, 1), (Running.Term.Number, Running.TermsWithoutStep));
        Assert.Same(Running, RunRules.BeginTerm(Running, "first"));
        var second = RunRules.BeginTerm(Running, "second");
        Assert.Equal((2, 2, "second"), (second.Term.Number, second.TermsWithoutStep, second.TermHolder));
        Assert.Equal(0, RunRules.Step(second, new() { Step = 1 }, Now).TermsWithoutStep);
    }

    [Fact]
    public void A_pause_is_asked_for_once_and_only_of_what_runs()
    {
        var asked = RunRules.AskPause(Running, "", Now);
        Assert.True(asked.PauseAsked);
        Assert.Same(asked, RunRules.AskPause(asked, "again", Now));
        var paused = RunRules.Stop(asked, RunLifecycle.Paused, "", Now);
        Assert.False(paused.PauseAsked);
        Assert.Same(paused, RunRules.AskPause(paused, "", Now));
    }

    [Fact]
    public void A_step_an_evaluation_and_a_failure_that_are_told_again_change_nothing()
    {
        var failure = new GeneratorFailure("g", "it broke", "mend it");
        var told = RunRules.GeneratorFailed(RunRules.Step(Running, new() { Step = 3 }, Now), failure, Now);
        Assert.Same(told, RunRules.Step(told, new() { Step = 3, Tokens = 9 }, Now));
        Assert.Same(told, RunRules.Step(told, new() { Step = 2 }, Now));
        Assert.Same(told, RunRules.GeneratorFailed(told, failure, Now));
    }

    [Fact]
    public void The_newest_checkpoints_are_kept_and_those_that_expire_are_remembered()
    {
        var run = Kept(1, 2, 3);
        Assert.Equal([2, 3], run.Checkpoints);
        Assert.Equal([1], run.Expired);
        Assert.Same(run, RunRules.Checkpoint(run, 3));
        Assert.Same(run, RunRules.Checkpoint(run, 1));
        Assert.Equal([2], RunRules.Checkpoint(run, 4).Expired);
        Assert.Empty(Kept(1, 2).Expired);
    }

    [Theory]
    [InlineData(RunLifecycle.Running, 1, 1)]
    [InlineData(RunLifecycle.Running, 2, 1)]
    [InlineData(RunLifecycle.Running, 3, 0)] // may be written anew
    [InlineData(RunLifecycle.Running, 4, 0)] // may be written just now
    [InlineData(RunLifecycle.Queued, 4, 0)]
    [InlineData(RunLifecycle.Created, 4, 0)]
    [InlineData(RunLifecycle.Paused, 4, 1)]
    [InlineData(RunLifecycle.Failed, 3, 1)]
    [InlineData(RunLifecycle.Completed, 4, 1)]
    [InlineData(RunLifecycle.Cancelled, 4, 1)]
    public void The_trainer_in_charge_has_still_to_do_with_the_newest_checkpoint_and_later_ones(RunLifecycle lifecycle, int step, int over) =>
        Assert.Equal(over, RunRules.Over(Kept(1, 2, 3) with { Lifecycle = lifecycle }, step).Number);

    [Fact]
    public void Before_the_first_checkpoint_every_step_is_the_trainers() => Assert.Equal(0, RunRules.Over(Running, 0).Number);

    [Fact]
    public void A_fall_back_strikes_what_came_after_its_step()
    {
        var run = RunRules.FallBack(RunRules.Step(Kept(1, 2), new() { Step = 3 }, Now), 1, [new StepReport { Step = 1, Tokens = 5 }]);
        Assert.Equal([1], run.Checkpoints);
        Assert.Equal((1, 5), (run.LastStep!.Step, (int)run.Totals.Tokens));
        Assert.Null(RunRules.FallBack(run, 0, []).LastStep);
    }

    [Theory]
    [InlineData(10, 0, 8.0)]
    [InlineData(0, 7, 5.0)]
    [InlineData(10, 7, 5.0)]
    [InlineData(1, 0, 0.0)]
    [InlineData(0, 0, null)]
    public void The_budget_that_runs_out_first_says_how_long_it_lasts(int maxSteps, double maxSeconds, double? left)
    {
        var run = RunRules.Step(Running, new() { Step = 2, RlSeconds = 2 }, Now);
        Assert.Equal(left, RunRules.SecondsLeft(run with { Spec = run.Spec! with { Rl = run.Spec.Rl with { MaxSteps = maxSteps, MaxSeconds = maxSeconds } } }));
        Assert.Null(RunRules.SecondsLeft(Running));
    }

    [Fact]
    public void What_happens_to_a_run_is_told_in_its_audit_trail()
    {
        var run = RunRules.Queue(new() { Spec = TestSpecs.Small }, "the service is full", Now);
        run = RunRules.Start(run, Session, Now);
        run = RunRules.Start(run, new("b", Now), Now);
        run = RunRules.AskPause(run, "it stores too much", Now);
        run = RunRules.Stop(run, RunLifecycle.Paused, "it stores too much", Now);
        run = RunRules.Start(run, new("c", Now), Now);
        run = RunRules.AskPause(run, "", Now);
        run = RunRules.Stop(run, RunLifecycle.Failed, "it broke", Now);
        run = RunRules.Start(run, new("d", Now), Now);
        run = RunRules.Stop(run, RunLifecycle.Completed, "", Now);
        Assert.Equal(
        [
            "the service is full", "went to work", "continued after its process ended without a word", "asked to pause: it stores too much", "paused: it stores too much",
            "continued", "asked to pause", "failed: it broke", "continued", "completed",
        ], run.Audit.Select(entry => entry.What));
        Assert.Equal("started", RunRules.Start(new(), Session, Now).Audit[^1].What);
        Assert.Equal("cancelled", RunRules.Stop(Running, RunLifecycle.Cancelled, "", Now).Audit[^1].What);
    }

    [Fact]
    public void A_run_that_starts_or_waits_again_has_forgotten_why_it_stopped()
    {
        var failed = RunRules.BeginTerm(RunRules.Stop(RunRules.AskPause(Running, "full", Now), RunLifecycle.Failed, "it broke", Now), "second");
        var started = RunRules.Start(failed with { PauseAsked = true, PauseReason = "full" }, new("b", Now), Now);
        Assert.Equal((RunLifecycle.Running, "", false, "", 0, "b"), (started.Lifecycle, started.Reason, started.PauseAsked, started.PauseReason, started.TermsWithoutStep, started.Clock.Session?.Id));
        var queued = RunRules.Queue(started with { Reason = "it broke", PauseAsked = true, PauseReason = "full" }, "no room", Now.AddSeconds(5));
        Assert.Equal((RunLifecycle.Queued, "", false, "", null), (queued.Lifecycle, queued.Reason, queued.PauseAsked, queued.PauseReason, queued.Clock.Session));
        Assert.Same(queued, RunRules.Queue(queued, "still no room", Now));
    }

    [Fact]
    public void A_pause_keeps_its_reason_until_the_run_stops()
    {
        var asked = RunRules.AskPause(Running, "full", Now);
        Assert.Equal("full", asked.PauseReason);
        Assert.Equal(("", false), (RunRules.Stop(asked, RunLifecycle.Paused, "", Now).PauseReason, RunRules.Stop(asked, RunLifecycle.Paused, "", Now).PauseAsked));
    }

    [Fact]
    public void A_run_that_lost_its_session_is_stopped_in_another_way_and_one_with_a_session_again()
    {
        var paused = RunRules.Stop(Running, RunLifecycle.Paused, "one", Now);
        Assert.Equal(RunLifecycle.Failed, RunRules.Stop(paused, RunLifecycle.Failed, "two", Now).Lifecycle);
        Assert.Null(RunRules.Stop(paused with { Clock = Running.Clock }, RunLifecycle.Paused, "two", Now).Clock.Session);
    }

    [Fact]
    public void The_newest_report_of_each_session_of_a_generator_stands()
    {
        var run = RunRules.Generator(RunRules.Generator(RunRules.Generator(Running, Report("a", "x", 1), Now), Report("a", "y", 2), Now), Report("b", "x", 3), Now);
        run = RunRules.Generator(run, Report("a", "x", 4), Now.AddSeconds(9));
        Assert.Equal([("a", "y", 2), ("b", "x", 3), ("a", "x", 4)], run.Generators.Select(report => (report.GeneratorId, report.Session, (int)report.Tokens)));
        Assert.Equal((Now.AddSeconds(9), null), (run.Clock.LastSeenAt, run.Clock.SecondsToFirstStep));
    }

    [Fact]
    public void A_step_is_a_sign_of_life_and_counts()
    {
        var run = RunRules.Step(Running, new() { Step = 1, Tokens = 5 }, Now.AddSeconds(9));
        Assert.Equal((Now.AddSeconds(9), 9, 5, 1), (run.Clock.LastSeenAt, run.Clock.SecondsToFirstStep, run.Totals.Tokens, run.LastStep!.Step));
        Assert.Same(Running, RunRules.Step(Running, new() { Step = 0 }, Now));
    }

    [Fact]
    public void A_failure_is_told_again_once_another_generator_or_a_person_had_a_word()
    {
        var failure = new GeneratorFailure("g", "it broke", "mend it");
        var told = RunRules.GeneratorFailed(Running, failure, Now);
        Assert.Equal("generator g failed: it broke: mend it", told.Audit[^1].What);
        Assert.Same(told, RunRules.GeneratorFailed(told, failure, Now));
        Assert.Equal(told.Audit.Count + 2, RunRules.GeneratorFailed(RunRules.AskPause(told, "", Now), failure, Now).Audit.Count);
    }

    [Fact]
    public void An_evaluation_is_entered_once_and_struck_with_the_steps_before_it()
    {
        var run = RunRules.Evaluation(RunRules.Evaluation(Running, Result(1, 2)), Result(2, 4));
        Assert.Same(run, RunRules.Evaluation(run, Result(2, 9)));
        Assert.Equal([1, 2], run.Evaluations.Select(result => result.Order.Number));
        Assert.Equal([1], RunRules.FallBack(run, 2, []).Evaluations.Select(result => result.Order.Number));
    }

    [Theory]
    [InlineData(5, 0, 0.0)]
    [InlineData(0, 2, 0.0)]
    public void A_budget_that_is_spent_leaves_nothing(int maxSteps, double maxSeconds, double left)
    {
        var run = RunRules.Step(Running, new() { Step = 5, RlSeconds = 3 }, Now);
        Assert.Equal(left, RunRules.SecondsLeft(run with { Spec = run.Spec! with { Rl = run.Spec.Rl with { MaxSteps = maxSteps, MaxSeconds = maxSeconds } } }));
        Assert.Null(RunRules.SecondsLeft(run with { Spec = null }));
    }

    [Fact]
    public void Steps_that_are_left_take_as_long_as_those_before_them_did()
    {
        var run = RunRules.Step(Running, new() { Step = 2, RlSeconds = 8 }, Now);
        Assert.Equal(12, RunRules.SecondsLeft(run with { Spec = run.Spec! with { Rl = run.Spec.Rl with { MaxSteps = 5, MaxSeconds = 0 } } }));
    }

    private static GeneratorReport Report(string id, string session, long tokens) => new(id, session, 0, 0, 0, 0, tokens, 0, 0, default);

    private static EvaluationResult Result(int number, int step) => new(new(number, EvaluationKind.Curve, step, default, 8), default, [], 1, Now);

    private static RunState Kept(params int[] steps) => steps.Aggregate(Running, RunRules.Checkpoint);
}
