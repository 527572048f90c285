namespace Magistral.Grains.Storage;

/// <summary>The one way grain state is written.</summary>
public static class GrainStateExtensions
{
    /// <summary>Stores the next state; if the store refuses, memory keeps the old one.</summary>
    public static async Task CommitAsync<T>(this IPersistentState<T> state, T next, CancellationToken cancellation)
    {
        var before = state.State;
        state.State = next;
        try
        {
            await state.WriteStateAsync(cancellation);
        }
        catch
        {
            state.State = before;
            throw;
        }
    }
}
