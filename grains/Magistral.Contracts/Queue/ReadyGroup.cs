using Magistral.Method.Generation;

namespace Magistral.Contracts.Queue;

/// <summary>A scored group with signal.</summary>
/// <param name="Number">Group number.</param>
/// <param name="OldestVersion">The oldest weight version among its tokens.</param>
[GenerateSerializer, Immutable, Alias("magistral.ready-group")]
public sealed record ReadyGroup([property: Id(0)] int Number, [property: Id(1)] WeightVersion OldestVersion);
