namespace Magistral.Contracts.Runs;

/// <summary>A run of that name exists with another spec.</summary>
[GenerateSerializer, Alias("magistral.run-spec-conflict")]
public sealed class RunSpecConflictException(string name) : MagistralException(
    $"run '{name}' exists with another spec", "continue it with its own spec, or give this one another name with --run");
