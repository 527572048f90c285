using System.Text.Json;
using Magistral.Contracts.Curriculum;
using Magistral.Contracts.Silos;
using Magistral.Contracts.Specs;
using Magistral.Contracts.Training.Terms;
using Magistral.Grains.Curriculum.Problems;
using Magistral.Grains.Placement;
using Magistral.Grains.Storage;
using Magistral.Method.Curriculum;
using Microsoft.Extensions.Logging;

namespace Magistral.Grains.Curriculum;

/// <summary>The grain of a run's curriculum.</summary>
[GrainType("curriculum"), RequireRole(SiloRoles.Coordinator)]
public sealed partial class CurriculumGrain(
    [PersistentState("curriculum", GrainStores.Objects)] IPersistentState<CurriculumState> curriculum,
    [PersistentState("problems", GrainStores.Objects)] IPersistentState<ProblemStatistics> statistics,
    ProblemCatalog catalog,
    TimeProvider clock,
    ILogger<CurriculumGrain> log) : Grain, ICurriculumGrain
{
    private const int ReportedGroups = 64;
    private readonly OutcomeWindow recent = new(ReportedGroups);
    private KnownRevision? revision;
    private IReadOnlyList<IProblemSource>? sources;

    private string RunId => this.GetPrimaryKeyString();

    private KnownRevision Revision => revision ??= new(GrainFactory, RunId);

    /// <inheritdoc/>
    public async Task<bool> PreparedAsync(TimeSpan atMost, CancellationToken cancellation)
    {
        var opening = SourcesAsync(await SpecAsync(cancellation), cancellation);
        await Task.WhenAny(opening, Task.Delay(atMost, clock, cancellation));
        if (!opening.IsCompleted)
            return false;
        await opening;
        return true;
    }

    /// <inheritdoc/>
    public async Task<DrawnProblem> DrawAsync(int groupNumber, CancellationToken cancellation)
    {
        var run = await SpecAsync(cancellation);
        var problems = await SourcesAsync(run, cancellation);
        var current = curriculum.State.CurrentStage;
        var stage = StageMix.Draw(run.Seed, groupNumber, problems.Count, current, run.RlStages()[current].MixShare);
        return new(await problems[stage].DrawTrainingAsync(run.Seed, groupNumber, cancellation), current);
    }

    /// <inheritdoc/>
    public async Task RecordAsync(GroupOutcome outcome, CancellationToken cancellation)
    {
        var run = await SpecAsync(cancellation);
        var before = curriculum.State;
        var next = CurriculumRules.Record(before, outcome, run.RlStages());
        if (ReferenceEquals(next, before))
            return;
        await curriculum.CommitAsync(next, cancellation);
        recent.Add(outcome);
        var tally = statistics.State.Problems.GetValueOrDefault(outcome.ProblemId);
        statistics.State.Problems[outcome.ProblemId] = new(outcome.Stage, tally.Rollouts + outcome.Rollouts, tally.Correct + outcome.Correct);
        if (next.CurrentStage != before.CurrentStage)
            LogPromoted(log, RunId, run.RlStages()[before.CurrentStage].Name, run.RlStages()[next.CurrentStage].Name, outcome.Number);
    }

    /// <inheritdoc/>
    public Task SpecRevisedAsync(int revision, CancellationToken cancellation) => Revision.HearAsync(revision, cancellation);

    /// <inheritdoc/>
    public async Task<byte[]> SnapshotAsync(CancellationToken cancellation)
    {
        await statistics.WriteStateAsync(cancellation);
        return JsonSerializer.SerializeToUtf8Bytes(new CurriculumSnapshot(curriculum.State, statistics.State.Problems));
    }

    /// <inheritdoc/>
    public async Task RestoreAsync(byte[]? snapshot, TrainerTerm term, CancellationToken cancellation)
    {
        var admitted = curriculum.State.Term.Admit(RunId, term);
        var restored = snapshot is null ? new(new(), new Dictionary<string, ProblemTally>()) : JsonSerializer.Deserialize<CurriculumSnapshot>(snapshot)!;
        await statistics.CommitAsync(new() { Problems = new(restored.Problems) }, cancellation);
        await curriculum.CommitAsync(restored.State with { Term = admitted }, cancellation);
    }

    /// <inheritdoc/>
    public async Task<CurriculumReport> DescribeAsync(CancellationToken cancellation)
    {
        var run = await SpecAsync(cancellation);
        var state = curriculum.State;
        var stages = run.RlStages().Select((stage, index) =>
        {
            var kept = index < state.Stages.Count ? state.Stages[index] : new(0, [], null);
            var problems = statistics.State.Problems.Values.Where(tally => tally.Stage == index).ToList();
            return new StageProgress(stage.Name, kept.Groups, problems.Count, problems.Count(tally => tally.Correct == 0),
                new PromotionWindow(stage.WindowGroups, kept.Window).Mean, kept.Window.Count, kept.PromotedAtGroup);
        });
        return new(state.CurrentStage, state.Finished, [.. stages], recent.Describe()) { Lengths = state.Lengths };
    }

    private async Task<RunSpec> SpecAsync(CancellationToken cancellation) => (await Revision.NewestAsync(cancellation)).Spec;

    /// <summary>The stages' problems: nothing that they are made of can be revised.</summary>
    private async Task<IReadOnlyList<IProblemSource>> SourcesAsync(RunSpec run, CancellationToken cancellation) =>
        sources ??= await catalog.OpenAsync(RunId, run, cancellation);

    [LoggerMessage(1101, LogLevel.Information, "Run {RunId}: stage {From} met its rule, {To} begins after group {Group}")]
    private static partial void LogPromoted(ILogger log, string runId, string from, string to, int group);
}
