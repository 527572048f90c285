using Magistral.Contracts;

namespace Magistral.Engine.Models;

/// <summary>The sizes of a model do not fit together.</summary>
/// <param name="what">Which size, and how it is wrong.</param>
/// <param name="remedy">What to use instead.</param>
public sealed class ModelConfigException(string what, string remedy) : MagistralException(what, remedy);
