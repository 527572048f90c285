using Magistral.Contracts.Security;

namespace Magistral.Grains.Security;

/// <summary>What is stored of a key.</summary>
/// <param name="Entry">What is known of it.</param>
/// <param name="Hash">SHA-256 of the key, lower-case hex.</param>
public sealed record ApiKeyRecord(ApiKeyEntry Entry, string Hash);
