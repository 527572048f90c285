using Magistral.Method.Generation;
using Magistral.Client.PromptGroups;
using Magistral.Contracts.PromptGroups;
using Magistral.Contracts.Verification;

namespace Magistral.Cli.Reports.Samples;

/// <summary>Chooses the completions that tell most about a run: the best, the worst, and a failure that can be explained.</summary>
internal static class SampleChoice
{
    /// <summary>Up to three completions.</summary>
    /// <param name="groups">Groups to choose from, newest first.</param>
    public static IReadOnlyList<SampleCompletion> Of(IReadOnlyList<GroupEntry> groups)
    {
        var scored = groups.SelectMany(group => group.View.Rollouts
            .Where(rollout => rollout.Score is { Verdict: not VerdictKind.Error })
            .Select(rollout => (Group: group, Rollout: rollout))).ToList();
        var samples = new List<SampleCompletion>();
        if (scored.Count == 0)
            return samples;
        var best = scored.MaxBy(one => (Total(one.Rollout), one.Group.View.Problem.Stage));
        samples.Add(Sample("Best", best.Group, best.Rollout));
        var worst = scored.MinBy(one => (Total(one.Rollout), -one.Rollout.Generated.Completion.SampledCount));
        samples.Add(Sample("Worst", worst.Group, worst.Rollout));
        if (scored.FirstOrDefault(one => one.Rollout.Score!.Verdict == VerdictKind.Incorrect && one.Rollout != worst.Rollout) is { Rollout: not null } failure)
            samples.Add(Sample("A failure explained", failure.Group, failure.Rollout));
        return samples;
    }

    /// <summary>What the axes and the verdict say about a completion, in a sentence or two.</summary>
    public static string Explain(string prompt, string reference, Rollout rollout)
    {
        var score = rollout.Score!;
        var text = score.Verdict switch
        {
            VerdictKind.Correct => "The answer is right.",
            VerdictKind.Incorrect when AdditionSteps.FirstFault(prompt, rollout.Generated.Text) is { } fault => $"The form is right, the answer is not: {fault}. The right answer is {reference}.",
            VerdictKind.Incorrect => $"The form is right, the answer is not: it should be {reference}.",
            VerdictKind.Unparsed => $"The form is right, but the answer cannot be read; it should be {reference}.",
            VerdictKind.Malformed => "The form is wrong, so nothing else was graded.",
            _ => "The verifier failed on it.",
        };
        if (rollout.Generated.Finish == FinishReason.Length)
            text += " It was cut off at its greatest length.";
        return score.Detail.Length > 0 ? $"{text} ({score.Detail})" : text;
    }

    private static double Total(Rollout rollout) => rollout.Score!.Axes.Total;

    private static SampleCompletion Sample(string title, GroupEntry group, Rollout rollout) => new(
        title, group.View.Key.Number, group.Step, group.View.Problem, rollout, Explain(group.View.Problem.Prompt, group.View.Problem.Reference, rollout));
}
