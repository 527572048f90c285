using Magistral.Client.PromptGroups;
using Magistral.Contracts.Checkpoints;
using Magistral.Contracts.PromptGroups;
using Magistral.Contracts.Verification;
using Magistral.Method.Generation;

namespace Magistral.Client.Json;

/// <summary>Prompt groups and checkpoints as JSON: the shapes that scripts read (DESIGN, "Command line").</summary>
internal static class GroupJson
{
    /// <summary>A group with its completions; open phases are told together as "Open".</summary>
    public static object Of(GroupEntry group) => new
    {
        group = group.View.Key.Number,
        stage = group.View.Problem.StageName,
        problem = group.View.Problem.Id,
        group.View.Problem.Prompt,
        group.View.Problem.Reference,
        state = StateOf(group.Phase),
        phase = group.Phase,
        reason = group.View.End?.Reason,
        group.Step,
        group.View.IssuedAt,
        group.View.EndedAt,
        rollouts = group.View.Rollouts.Select(Of),
        timeline = group.View.Timeline,
        group.Wait,
    };

    /// <summary>A group as listed, without its completions.</summary>
    public static object Of(GroupSummary group) => new
    {
        group = group.Number,
        stage = group.StageName,
        problem = group.ProblemId,
        state = StateOf(group.Phase),
        phase = group.Phase,
        reason = group.End?.Reason,
        group.Step,
        group.Rollouts,
        group.Correct,
        group.MeanReward,
        group.IssuedAt,
        group.EndedAt,
    };

    public static object Of(CheckpointView checkpoint) => new
    {
        checkpoint.Step,
        state = checkpoint.Status,
        version = checkpoint.Manifest?.Version.Number,
        createdAt = checkpoint.Manifest?.CreatedAt,
        bytes = checkpoint.Manifest?.Bytes,
        parts = checkpoint.Manifest?.Parts,
    };

    private static string StateOf(GroupPhase phase) => phase < GroupPhase.Trained ? "Open" : phase.ToString();

    private static object Of(Rollout rollout) => new
    {
        rollout.Generated.Index,
        tokens = rollout.Generated.Completion.SampledCount,
        versions = rollout.Generated.Completion.Spans.Where(span => span.IsSampled).Select(Of),
        spans = rollout.Generated.Completion.Spans.Select(Of),
        reward = Scored(rollout)?.Axes.Total,
        axes = Scored(rollout) is { Axes: var axes } ? new { axes.Format, axes.Correct, axes.Length, axes.Language } : null,
        rollout.Advantage,
        rollout.Generated.Text,
        verdict = rollout.Score?.Verdict,
        detail = rollout.Score?.Detail,
        rollout.Generated.Finish,
        generator = rollout.GeneratorId,
    };

    private static object Of(TokenSpan span) => new { version = span.Version?.Number, span.Count };

    private static Score? Scored(Rollout rollout) => rollout.Score is { Verdict: not VerdictKind.Error } score ? score : null;
}
