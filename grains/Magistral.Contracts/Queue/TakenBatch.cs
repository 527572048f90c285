namespace Magistral.Contracts.Queue;

/// <summary>Groups handed to the trainer, split into minibatches; each minibatch is one optimizer step.</summary>
/// <param name="Batch">Number of the batch.</param>
/// <param name="Minibatches">Group numbers of each minibatch, in the order of training.</param>
[GenerateSerializer, Immutable, Alias("magistral.taken-batch")]
public sealed record TakenBatch([property: Id(0)] int Batch, [property: Id(1)] IReadOnlyList<IReadOnlyList<int>> Minibatches);
