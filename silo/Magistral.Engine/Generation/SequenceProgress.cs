using Magistral.Method.Generation;

namespace Magistral.Engine.Generation;

/// <summary>What a live sequence holds so far: enough to go on with it elsewhere.</summary>
/// <param name="Id">The request's.</param>
/// <param name="Completion">All its tokens up to now, those of its own prefix included.</param>
public sealed record SequenceProgress(long Id, TokenStream Completion);
