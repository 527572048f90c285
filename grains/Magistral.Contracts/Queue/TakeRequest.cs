using Magistral.Contracts.Training.Terms;
using Magistral.Method.Generation;

namespace Magistral.Contracts.Queue;

/// <summary>The trainer asks for a batch.</summary>
/// <param name="Batch">Number of the batch; a repeated number gets the same groups.</param>
/// <param name="Step">Updates in the trainer's weights.</param>
/// <param name="Version">Version of the trainer's weights.</param>
/// <param name="Term">The trainer's term.</param>
[GenerateSerializer, Immutable, Alias("magistral.take-request")]
public sealed record TakeRequest([property: Id(0)] int Batch, [property: Id(1)] int Step, [property: Id(2)] WeightVersion Version, [property: Id(3)] TrainerTerm Term);
