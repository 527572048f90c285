using Magistral.Contracts;

namespace Magistral.Grains.Curriculum.Datasets;

/// <summary>There is no such file of problems or examples.</summary>
/// <param name="path">The file.</param>
[GenerateSerializer, Alias("magistral.dataset-not-found")]
public sealed class DatasetNotFoundException(string path) : MagistralException(
    what: $"there is no file {path}",
    remedy: "check the path; a relative one is looked for beside the run spec, then in the working directory");
