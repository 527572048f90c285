using Magistral.Method.Generation;

namespace Magistral.Contracts.Queue;

/// <summary>A generator asks for work.</summary>
/// <param name="GeneratorId">The generator.</param>
/// <param name="InFlight">Sequences it holds, in its batch or waiting for a place.</param>
/// <param name="Version">The weights it would sample with; null when it does not say.</param>
/// <param name="Call">Names the call: made again under its name it leases what it leased before; empty leases more each time.</param>
[GenerateSerializer, Immutable, Alias("magistral.lease-request")]
public sealed record LeaseRequest([property: Id(0)] string GeneratorId, [property: Id(1)] int InFlight, [property: Id(2)] WeightVersion? Version = null, [property: Id(3)] string Call = "");
