using Orleans.Storage;

namespace Magistral.Grains;

/// <summary>Tells faults that pass by themselves from those that do not.</summary>
public static class GrainFaults
{
    /// <summary>
    /// Whether a call that failed so may be made again: silos come and go, calls time out, a store is away for a while.
    /// Calls between grains may be repeated by contract.
    /// </summary>
    public static bool AreTransient(Exception error) => error
        is TimeoutException or OperationCanceledException or SiloUnavailableException or OrleansMessageRejectionException
        or Orleans.Runtime.Messaging.ConnectionFailedException or InconsistentStateException or OrleansException
        or Contracts.MagistralException or IOException;
}
