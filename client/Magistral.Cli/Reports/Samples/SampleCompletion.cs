using Magistral.Contracts.Curriculum;
using Magistral.Contracts.PromptGroups;

namespace Magistral.Cli.Reports.Samples;

/// <summary>A completion shown in the report.</summary>
/// <param name="Title">Why it is shown.</param>
/// <param name="Group">Its group.</param>
/// <param name="Step">The update that trained it; null when none did.</param>
/// <param name="Problem">What was asked.</param>
/// <param name="Rollout">What was answered, and its score.</param>
/// <param name="Explanation">What was right or wrong with it.</param>
internal sealed record SampleCompletion(string Title, int Group, int? Step, Problem Problem, Rollout Rollout, string Explanation);
