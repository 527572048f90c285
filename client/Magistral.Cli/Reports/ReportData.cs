using Magistral.Cli.Reports.Samples;
using Magistral.Client.Runs;
using Magistral.Contracts.Training;

namespace Magistral.Cli.Reports;

/// <summary>What a report shows.</summary>
/// <param name="Overview">The run.</param>
/// <param name="Steps">Its steps in the surviving weights, in order.</param>
/// <param name="Samples">Completions to show.</param>
internal sealed record ReportData(RunOverview Overview, IReadOnlyList<StepReport> Steps, IReadOnlyList<SampleCompletion> Samples);
