namespace Magistral.Contracts.Security;

/// <summary>A failure inside the service whose own type clients do not know, such as one of its store.</summary>
[GenerateSerializer, Alias("magistral.service-error")]
public sealed class ServiceException(string what, string remedy) : MagistralException(what, remedy);
