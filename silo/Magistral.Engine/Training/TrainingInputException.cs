using Magistral.Contracts;

namespace Magistral.Engine.Training;

/// <summary>A minibatch cannot be trained on as it is; nothing was changed.</summary>
/// <param name="what">Which sequence, and how it is wrong.</param>
/// <param name="remedy">What to give instead.</param>
public sealed class TrainingInputException(string what, string remedy) : MagistralException(what, remedy);
