using Magistral.Contracts;

namespace Magistral.Grains.Curriculum.Datasets;

/// <summary>A file of problems or examples cannot be used.</summary>
/// <param name="what">The file and, where it is known, <c>file:row</c>, with what is wrong.</param>
/// <param name="remedy">What the reader can do about it.</param>
[GenerateSerializer, Alias("magistral.dataset-error")]
public sealed class DatasetException(string what, string remedy) : MagistralException(what, remedy);
