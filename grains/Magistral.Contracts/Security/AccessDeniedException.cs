namespace Magistral.Contracts.Security;

/// <summary>The service did not let a call in.</summary>
[GenerateSerializer, Alias("magistral.access-denied")]
public sealed class AccessDeniedException(string what, string remedy) : MagistralException(what, remedy);
