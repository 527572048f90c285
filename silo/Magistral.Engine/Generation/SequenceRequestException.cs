using Magistral.Contracts;

namespace Magistral.Engine.Generation;

/// <summary>A sequence cannot be sampled as asked; the generator is as before.</summary>
/// <param name="id">The request's.</param>
/// <param name="what">What is wrong with it.</param>
/// <param name="remedy">What to ask for instead.</param>
public sealed class SequenceRequestException(long id, string what, string remedy) : MagistralException($"sequence {id} {what}", remedy)
{
    /// <summary>Id of the request that was refused.</summary>
    public long SequenceId { get; } = id;
}
