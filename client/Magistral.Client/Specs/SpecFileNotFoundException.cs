using Magistral.Contracts;

namespace Magistral.Client.Specs;

/// <summary>The file of a run spec does not exist.</summary>
/// <param name="path">The file, as the user named it.</param>
public sealed class SpecFileNotFoundException(string path) : MagistralException(
    $"the run spec {path} does not exist", "check the path; `magistral train --dry-run` prints a spec to start from");
