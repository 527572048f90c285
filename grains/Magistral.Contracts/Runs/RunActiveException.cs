namespace Magistral.Contracts.Runs;

/// <summary>A run that is being trained was asked to be deleted.</summary>
[GenerateSerializer, Alias("magistral.run-active")]
public sealed class RunActiveException(string run) : MagistralException($"run '{run}' is being trained", "cancel it first, or pause it");
