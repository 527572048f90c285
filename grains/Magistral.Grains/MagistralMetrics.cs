using System.Diagnostics.Metrics;
using Magistral.Contracts.PromptGroups;

namespace Magistral.Grains;

/// <summary>What the grains count, all of it.</summary>
/// <remarks>Thread-safe.</remarks>
public static class MagistralMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Magistral.Grains";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Counter<long> OverdueGroups = Meter.CreateCounter<long>(
        "magistral.groups.overdue", "{group}", "Groups that waited past a deadline and were set going again.");

    private static readonly Counter<long> KeptTokens = Meter.CreateCounter<long>(
        "magistral.rollouts.kept_tokens", "{token}", "Tokens of half-written sequences that another generator went on with.");

    /// <summary>A group waited past a deadline.</summary>
    public static void Overdue(WaitKind wait) => OverdueGroups.Add(1, new KeyValuePair<string, object?>("wait", wait.ToString()));

    /// <summary>Half-written sequences went to another generator.</summary>
    public static void Kept(int tokens) => KeptTokens.Add(tokens);
}
