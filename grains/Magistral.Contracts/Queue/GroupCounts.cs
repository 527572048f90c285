namespace Magistral.Contracts.Queue;

/// <summary>The books of a run's groups. In every state: issued = trained + noSignal + stale + failed + abandoned + inFlight.</summary>
/// <param name="Issued">Groups ever issued.</param>
/// <param name="Trained">Ended as trained.</param>
/// <param name="NoSignal">Ended without signal.</param>
/// <param name="NoSignalAllRight">Of those, all right.</param>
/// <param name="NoSignalAllWrong">Of those, all wrong.</param>
/// <param name="Stale">Ended as too stale.</param>
/// <param name="Failed">Ended by failures.</param>
/// <param name="Abandoned">Left when the run ended.</param>
/// <param name="Generating">Open: issued or being generated or scored.</param>
/// <param name="Ready">Open: waiting for the trainer.</param>
/// <param name="Consumed">Open: in an update that no committed checkpoint holds yet.</param>
[GenerateSerializer, Immutable, Alias("magistral.group-counts")]
public sealed record GroupCounts(
    [property: Id(0)] int Issued,
    [property: Id(1)] int Trained,
    [property: Id(2)] int NoSignal,
    [property: Id(3)] int NoSignalAllRight,
    [property: Id(4)] int NoSignalAllWrong,
    [property: Id(5)] int Stale,
    [property: Id(6)] int Failed,
    [property: Id(7)] int Abandoned,
    [property: Id(8)] int Generating,
    [property: Id(9)] int Ready,
    [property: Id(10)] int Consumed)
{
    /// <summary>Groups without an end.</summary>
    public int InFlight => Generating + Ready + Consumed;
}
