using Magistral.Contracts.Generation;

namespace Magistral.Client.Runs;

/// <summary>What the generators of a run did with the RL time: from the first issue to the last update, without held-out evaluation.</summary>
/// <param name="BusyShare">Share of it in which they decode, 0 to 1.</param>
/// <param name="ThrottledShare">Share of it in which only the admission rule holds them back, 0 to 1.</param>
/// <param name="TokensPerSecond">Tokens sampled for rollouts a second of it.</param>
public sealed record GeneratorFigures(double BusyShare, double ThrottledShare, double TokensPerSecond)
{
    /// <summary>Sums up the reports of a run.</summary>
    /// <param name="reports">Cumulative reports, one a generator and session; may be empty.</param>
    public static GeneratorFigures Of(IReadOnlyList<GeneratorReport> reports)
    {
        var seconds = reports.Sum(report => report.DecodeSeconds + report.ThrottledSeconds + report.IdleSeconds);
        return seconds > 0
            ? new(reports.Sum(report => report.DecodeSeconds) / seconds, reports.Sum(report => report.ThrottledSeconds) / seconds, reports.Sum(report => report.Tokens) / seconds)
            : new(0, 0, 0);
    }
}
