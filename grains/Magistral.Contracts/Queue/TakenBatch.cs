using Magistral.Contracts.Specs.Revisions;

namespace Magistral.Contracts.Queue;

/// <summary>Groups handed to the trainer, split into minibatches; each minibatch is one optimizer step.</summary>
/// <param name="Batch">Number of the batch.</param>
/// <param name="Minibatches">Group numbers of each minibatch, in the order of training.</param>
/// <param name="Revision">Number of the revision of the spec that it was taken by; who knows a lower one reads the newest.</param>
[GenerateSerializer, Immutable, Alias("magistral.taken-batch")]
public sealed record TakenBatch(
    [property: Id(0)] int Batch, [property: Id(1)] IReadOnlyList<IReadOnlyList<int>> Minibatches, [property: Id(2)] int Revision = SpecRevision.First);
