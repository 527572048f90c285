using Magistral.Contracts;

namespace Magistral.Client.Connections;

/// <summary>No gateway of the service answered.</summary>
/// <param name="where">Where it was looked for; no secret.</param>
/// <param name="inner">The last failure.</param>
public sealed class ServiceUnreachableException(string where, Exception inner) : MagistralException(
    $"no gateway of the service answers at {where}", "see that a silo runs there, that the cluster's name is the same, and that both sides use TLS or neither does", inner);
