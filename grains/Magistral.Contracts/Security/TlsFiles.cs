namespace Magistral.Contracts.Security;

/// <summary>The files of one side of mutual TLS, in PEM.</summary>
/// <param name="Certificate">This side's certificate, then those between it and the authority if there are any.</param>
/// <param name="Key">Its private key, unencrypted; readable by this user alone, please.</param>
/// <param name="Authority">The certificates of the authorities that this side believes, and no others.</param>
public sealed record TlsFiles(string Certificate, string Key, string Authority);
