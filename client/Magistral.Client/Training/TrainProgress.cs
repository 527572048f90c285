using Magistral.Contracts.Runs;
using Magistral.Contracts.Training;

namespace Magistral.Client.Training;

/// <summary>How a run stands at one moment.</summary>
/// <param name="Run">The run.</param>
/// <param name="Trainer">What its trainer does.</param>
/// <param name="Elapsed">Since the start of the process.</param>
/// <param name="Stopping">Whether it was asked to stop.</param>
public sealed record TrainProgress(RunDescription Run, TrainerStatus Trainer, TimeSpan Elapsed, bool Stopping);
