namespace Magistral.Contracts.Runs;

/// <summary>No run has that name.</summary>
[GenerateSerializer, Alias("magistral.run-not-found")]
public sealed class RunNotFoundException(string run) : MagistralException($"there is no run '{run}'", "`magistral runs list` shows the runs there are");
