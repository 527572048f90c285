namespace Magistral.Engine.Training;

/// <summary>Joins the gradients of replicas that train the same weights on parts of one minibatch, after the backward and before the optimizer's step.</summary>
/// <remarks>
/// Called once an update, on the trainer's thread. With the same weights and states before, and the same bits given to each, all replicas have the same
/// after, and a gradient that is not a number is refused by all. What an update reports of losses and tokens is the replica's own.
/// </remarks>
public interface IGradientReduction
{
    /// <summary>Puts Σ weight · gradient ∕ Σ weight over all replicas in the place of this one's gradient.</summary>
    /// <param name="gradient">[trained numbers], by offset; of this replica's part of the minibatch.</param>
    /// <param name="weight">
    /// What its loss is a mean over, > 0: tokens, sequences or groups, as the aggregation has it. Groups are not split between replicas, and
    /// <see cref="PolicyTrainerOptions.NormLengthTokens"/> is set, so that the result is the gradient of the whole minibatch.
    /// </param>
    /// <exception cref="Exception">A replica does not answer within the implementation's deadline; the update ends with it, and nothing was changed.</exception>
    void Reduce(Span<float> gradient, double weight);
}
