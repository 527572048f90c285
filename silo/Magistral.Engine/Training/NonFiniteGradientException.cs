using Magistral.Contracts;

namespace Magistral.Engine.Training;

/// <summary>An update was refused because its gradient is not a number; the weights are as before it.</summary>
/// <param name="step">The update, counted from 0.</param>
/// <param name="loss">The loss of its minibatch.</param>
public sealed class NonFiniteGradientException(long step, double loss) : MagistralException(
    what: $"update {step} has a gradient that is not a number (loss {loss})",
    remedy: "continue from the last checkpoint with a lower learning rate");
