using Magistral.Contracts;

namespace Magistral.Engine.Adapters;

/// <summary>An adapter cannot be made or read as asked.</summary>
/// <param name="what">What is wrong with it.</param>
/// <param name="remedy">What to do about it.</param>
public sealed class AdapterException(string what, string remedy) : MagistralException(what, remedy);
