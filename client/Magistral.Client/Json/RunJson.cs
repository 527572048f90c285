using System.Globalization;
using System.Text.Json.Nodes;
using Magistral.Client.Runs;
using Magistral.Client.Specs;
using Magistral.Contracts.Runs;

namespace Magistral.Client.Json;

/// <summary>Runs as JSON: the shapes that scripts read (DESIGN, "Command line").</summary>
internal static class RunJson
{
    public static object Of(RunSummary run) => new { run = run.Name, id = run.RunId, run.State, run.Step, run.CreatedAt };

    public static object Of(RunOverview overview, string? report = null)
    {
        var (run, weights) = (overview.Run, overview.Weights);
        return new
        {
            run = run.Spec.Name,
            id = run.RunId,
            run.State,
            run.Reason,
            run.Spec.Seed,
            overview.Queue.Step,
            weightsVersion = weights.Version?.Number,
            run.CreatedAt,
            run.WallSeconds,
            run.SecondsToFirstStep,
            run.RlSeconds,
            run.SecondsLeft,
            evaluation = overview.Evaluation.Select(Of),
            stages = overview.Curriculum.Stages,
            groups = Groups(overview),
            staleness = Staleness(overview),
            lengths = new { distance = LengthFigures.Distance(overview), trained = run.TrainedLengths, dispatched = overview.Curriculum.Lengths },
            overview.Generator,
            trainer = new { busyShare = run.TrainerBusyShare, tokensPerSecond = run.TrainerTokensPerSecond, paddingShare = run.PaddingShare },
            run.Checkpoints,
            run.LastStep,
            spec = JsonNode.Parse(RunSpecWriter.ToJson(run.Spec)),
            report,
        };
    }

    private static object Of(StageAccuracy stage) => new
    {
        stage.Stage,
        problems = stage.Newest?.Problems ?? stage.WarmStart?.Problems,
        passAt1WarmStart = stage.WarmStart?.PassAt1,
        passAt1 = stage.Newest?.PassAt1,
        standardError = stage.Newest?.StandardError,
    };

    private static object Groups(RunOverview overview)
    {
        var counts = overview.Queue.Counts;
        return new
        {
            counts.Issued, counts.Trained, counts.NoSignal, counts.Stale, counts.Failed, counts.Abandoned, counts.InFlight,
            counts.NoSignalAllRight, counts.NoSignalAllWrong, counts.Generating, counts.Ready, counts.Consumed,
            trainedCompletions = overview.Queue.GroupsInWeights * overview.Run.Spec.Rl.GroupSize,
        };
    }

    private static object Staleness(RunOverview overview) => new
    {
        bound = overview.Run.Spec.Rl.MaxStaleness is >= 0 and var bound ? bound : (int?)null,
        max = overview.LagMax,
        mean = overview.LagMean,
        histogram = overview.Weights.Lags.ToDictionary(lag => lag.LagVersions.ToString(CultureInfo.InvariantCulture), lag => lag.Tokens),
    };
}
