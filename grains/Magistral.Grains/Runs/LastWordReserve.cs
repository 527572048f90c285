using Magistral.Grains.Storage;

namespace Magistral.Grains.Runs;

/// <summary>Room in the store that a run keeps for its last word: it is given free when the run fails, so that a full disk can still say why.</summary>
/// <remarks>Used from one grain.</remarks>
public sealed class LastWordReserve(IObjectStore store, string runId)
{
    /// <summary>Enough for the state of a run.</summary>
    public const int Bytes = 64 * 1024;

    private StoreKey Key => StoreKey.Of("runs", runId, "reserve");

    /// <summary>Takes the room, unless it is held already.</summary>
    public async Task KeepAsync(CancellationToken cancellation)
    {
        if (await store.HeadAsync(Key, cancellation) is null)
            await store.PutAsync(Key, new byte[Bytes], PutCondition.None, durable: false, cancellation);
    }

    /// <summary>Gives it free.</summary>
    public async Task SpendAsync(CancellationToken cancellation) => await store.DeleteAsync(Key, null, cancellation);
}
