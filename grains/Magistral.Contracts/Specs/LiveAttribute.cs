namespace Magistral.Contracts.Specs;

/// <summary>
/// A setting that a revision may change while its run is at work. Every other setting is fixed for the life of its run.
/// </summary>
/// <remarks>
/// Live is what is taken anew each time and held nowhere: the numbers of one optimizer step, of one decision of the books, of one new group. Fixed is what
/// something was made from that stays: <c>model</c>, <c>sft</c> and the seed (weights, tokenizer, traces), problems with <c>l_max</c> and <c>l_cache</c> (opened
/// files, the context), <c>group_size</c>, <c>n_batch</c> and <c>n_minibatch</c> (groups and batches on their way, and the audit of those that were), <c>n_async</c> and
/// <c>microbatch_tokens</c> (engines, the memory they were checked for, the tenant's quota), <c>temperature</c> (a minibatch holds groups sampled before and after, and
/// log π is evaluated under one), <c>betas</c> (the moments and their corrections), <c>lease_seconds</c> (a generator that does not know yet of a shorter one loses its leases).
/// </remarks>
/// <param name="from">From when a revision counts.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class LiveAttribute(LiveFrom from) : Attribute
{
    /// <summary>From when a revision counts.</summary>
    public LiveFrom From { get; } = from;
}
