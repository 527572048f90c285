using Magistral.Contracts;

namespace Magistral.Engine.Weights;

/// <summary>A safetensors stream is damaged or holds something else than expected.</summary>
/// <param name="what">What is wrong with it.</param>
/// <param name="remedy">What to do about it.</param>
public sealed class SafetensorsException(string what, string remedy) : MagistralException(what, remedy);
