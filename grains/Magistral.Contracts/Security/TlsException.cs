namespace Magistral.Contracts.Security;

/// <summary>A certificate or its key cannot be used.</summary>
/// <param name="what">Which file, and what is wrong with it.</param>
/// <param name="remedy">What to do.</param>
[GenerateSerializer, Alias("magistral.tls")]
public sealed class TlsException(string what, string remedy) : MagistralException(what, remedy);
