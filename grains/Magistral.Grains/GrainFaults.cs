using Magistral.Contracts;
using Magistral.Grains.Storage;

namespace Magistral.Grains;

/// <summary>Tells apart the ways in which a call to a grain fails.</summary>
public static class GrainFaults
{
    /// <summary>Whether a call may fail so in a healthy program: silos come and go, calls time out, a store refuses. Anything else is a bug.</summary>
    public static bool AreExpected(Exception error) => error
        is TimeoutException or OperationCanceledException or OrleansException or MagistralException or IOException;

    /// <summary>Whether a failure may pass by itself, so that the call is worth making again. Calls to grains may be repeated by contract.</summary>
    public static bool MayPass(Exception error) => AreExpected(error) && error is not MagistralException or StorageUnavailableException;
}
