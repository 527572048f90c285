using Magistral.Contracts.Runs;

namespace Magistral.Contracts.Tenants;

/// <summary>How a run stands, as its tenant's books keep it.</summary>
/// <param name="RunId">The run.</param>
/// <param name="State">Its life.</param>
/// <param name="Step">Updates in its weights.</param>
/// <param name="Groups">Prompt groups that it may keep in flight on each generator.</param>
[GenerateSerializer, Immutable, Alias("magistral.run-note")]
public sealed record RunNote(
    [property: Id(0)] string RunId,
    [property: Id(1)] RunLifecycle State,
    [property: Id(2)] int Step,
    [property: Id(3)] int Groups);
