using Magistral.Engine.Training;
using Magistral.Method.Generation;

namespace Magistral.Silo.Training;

/// <summary>Where a trainer stands when RL begins or goes on.</summary>
/// <param name="Step">RL updates in the weights.</param>
/// <param name="SupervisedSteps">Supervised updates in the weights.</param>
/// <param name="Version">The version they are published under.</param>
/// <param name="Optimizer">State of the RL optimizer; null at its start.</param>
/// <param name="RlSeconds">Seconds of RL so far.</param>
internal sealed record TrainerPosition(int Step, int SupervisedSteps, WeightVersion Version, OptimizerState? Optimizer, double RlSeconds);
