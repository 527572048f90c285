namespace Magistral.Contracts.Runs;

/// <summary>A run that has ended was asked to go on.</summary>
[GenerateSerializer, Alias("magistral.run-ended")]
public sealed class RunEndedException(string name, RunLifecycle state) : MagistralException(
    $"run '{name}' is {(state == RunLifecycle.Completed ? "completed" : "cancelled")}", "`magistral runs show` prints what it found; start another with --run NAME");
