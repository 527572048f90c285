namespace Magistral.Contracts.Specs.Revisions;

/// <summary>A revision was made from another one than the newest.</summary>
[GenerateSerializer, Alias("magistral.stale-revision")]
public sealed class StaleRevisionException(string run, int expected, int newest) : MagistralException(
    $"run '{run}' is at revision {newest}, the change was made from revision {expected}", "read the newest revision and make the change on that");
