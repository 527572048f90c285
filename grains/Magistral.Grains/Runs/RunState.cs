using Magistral.Contracts.Generation;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Specs;
using Magistral.Contracts.Specs.Revisions;
using Magistral.Contracts.Training;
using Magistral.Contracts.Training.Terms;

namespace Magistral.Grains.Runs;

/// <summary>The stored state of a run: its spec, life cycle, progress and newest events.</summary>
public sealed record RunState
{
    /// <summary>The newest revision of the resolved spec; null before it is created.</summary>
    public RunSpec? Spec { get; init; }

    /// <summary>The spec that was submitted, where it is not the newest; else null.</summary>
    public RunSpec? Submitted { get; init; }

    /// <summary>The revisions after the first, in order.</summary>
    public IReadOnlyList<SpecRevisionEntry> Revisions { get; init; } = [];

    /// <summary>Tenant that owns the run.</summary>
    public string Tenant { get; init; } = "local";

    /// <summary>State of its life cycle.</summary>
    public RunLifecycle Lifecycle { get; init; }

    /// <summary>Why it is in this state; may be empty.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The term of the trainer in charge.</summary>
    public TrainerTerm Term { get; init; }

    /// <summary>The start of the trainer that holds the term.</summary>
    public string TermHolder { get; init; } = "";

    /// <summary>Terms begun since the last step; a run whose trainers come no further fails.</summary>
    public int TermsWithoutStep { get; init; }

    /// <summary>Whether someone asked for a pause that the trainer has not made yet.</summary>
    public bool PauseAsked { get; init; }

    /// <summary>Why the service itself asked for it; empty when a person did.</summary>
    public string PauseReason { get; init; } = "";

    /// <summary>When it was submitted.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Wall time and first step.</summary>
    public RunClock Clock { get; init; } = new();

    /// <summary>Sums over the surviving steps.</summary>
    public RunTotals Totals { get; init; } = new();

    /// <summary>The newest surviving step report.</summary>
    public StepReport? LastStep { get; init; }

    /// <summary>Evaluations in the surviving weights, in order.</summary>
    public IReadOnlyList<EvaluationResult> Evaluations { get; init; } = [];

    /// <summary>Newest report of every generator and session.</summary>
    public IReadOnlyList<GeneratorReport> Generators { get; init; } = [];

    /// <summary>Steps of the committed checkpoints, rising.</summary>
    public IReadOnlyList<int> Checkpoints { get; init; } = [];

    /// <summary>Steps whose checkpoints expired with the newest one, rising.</summary>
    public IReadOnlyList<int> Expired { get; init; } = [];

    /// <summary>The audit trail.</summary>
    public IReadOnlyList<RunEvent> Audit { get; init; } = [];

    /// <summary>The numbered events.</summary>
    public RunFeedState Feed { get; init; } = new();
}
