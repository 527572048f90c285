namespace Magistral.Contracts.Generation;

/// <summary>No generator works on a run, so that the trainer would wait for ever.</summary>
/// <param name="what">Which one failed and why, or for how long none was heard of.</param>
/// <param name="remedy">What may help.</param>
[GenerateSerializer, Alias("magistral.no-generator")]
public sealed class NoGeneratorException(string what, string remedy) : MagistralException(what, remedy);
