using Magistral.Engine.Training;

namespace Magistral.Silo.Checkpoints;

/// <summary>A checkpoint read back, with every hash checked.</summary>
/// <param name="Weights">Every number of the model, in the layout's order.</param>
/// <param name="Optimizer">State of the optimizer.</param>
/// <param name="Curriculum">Snapshot of the curriculum, JSON.</param>
/// <param name="Trainer">State of the trainer.</param>
internal sealed record LoadedCheckpoint(ReadOnlyMemory<float> Weights, OptimizerState Optimizer, byte[] Curriculum, TrainerState Trainer);
