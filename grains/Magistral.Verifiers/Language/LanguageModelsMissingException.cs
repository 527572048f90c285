namespace Magistral.Verifiers.Language;

/// <summary>The models that tell languages apart are not beside the program, so that the language axis cannot be graded.</summary>
/// <param name="folder">Where they were sought.</param>
public sealed class LanguageModelsMissingException(string folder)
    : Exception($"the language models are not at {folder}: build again, or copy the folder from the build's output, or set rewards.language to 0");
