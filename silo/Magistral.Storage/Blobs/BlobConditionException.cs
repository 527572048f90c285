namespace Magistral.Storage.Blobs;

/// <summary>The service refused a request for its condition; the store turns it into the mismatch it stands for.</summary>
internal sealed class BlobConditionException(Exception inner) : Exception("the condition of the request does not hold", inner);
