using Magistral.Contracts;

namespace Magistral.Engine.HuggingFace;

/// <summary>A model folder cannot be used as it is; nothing of it was taken.</summary>
/// <param name="what">What is wrong, in which file.</param>
/// <param name="remedy">What to do about it.</param>
public sealed class ModelFolderException(string what, string remedy) : MagistralException(what, remedy);
