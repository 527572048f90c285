namespace Magistral.Method.Packing;

/// <summary>Micro-batches that hold every sequence once.</summary>
/// <param name="MicroBatches">In the order of training, longest first.</param>
public sealed record PackingPlan(IReadOnlyList<MicroBatch> MicroBatches)
{
    /// <summary>Share of computed tokens that are padding, 0..1; 0 for an empty plan.</summary>
    public double PaddingShare
    {
        get
        {
            var padded = MicroBatches.Sum(batch => batch.PaddedTokens);
            return padded == 0 ? 0 : 1 - (double)MicroBatches.Sum(batch => batch.Tokens) / padded;
        }
    }
}
