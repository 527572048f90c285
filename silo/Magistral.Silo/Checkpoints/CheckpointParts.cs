namespace Magistral.Silo.Checkpoints;

/// <summary>Names of the parts of a checkpoint.</summary>
public static class CheckpointParts
{
    /// <summary>The model, float32, one array a parameter.</summary>
    public const string Weights = "weights.safetensors";

    /// <summary>First and second moments of the optimizer, float32.</summary>
    public const string Optimizer = "optimizer.safetensors";

    /// <summary>Stages, windows and pass rates.</summary>
    public const string Curriculum = "curriculum.json";

    /// <summary>Step, times, random state and ledger position.</summary>
    public const string Trainer = "trainer.json";
}
