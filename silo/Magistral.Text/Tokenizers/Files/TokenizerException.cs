using Magistral.Contracts;

namespace Magistral.Text.Tokenizers.Files;

/// <summary>A tokenizer's files are damaged, or ask for something this engine does not know.</summary>
/// <param name="what">What is wrong, with the file and the place in it.</param>
/// <param name="remedy">What to do about it.</param>
public sealed class TokenizerException(string what, string remedy) : MagistralException(what, remedy);
