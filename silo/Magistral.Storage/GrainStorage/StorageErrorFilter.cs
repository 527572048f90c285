using System.Runtime.ExceptionServices;
using Magistral.Contracts;
using Orleans.Storage;

namespace Magistral.Storage.GrainStorage;

/// <summary>Lets a grain's caller see the store's own error, which Orleans wraps when a state cannot be written or read.</summary>
public sealed class StorageErrorFilter : IIncomingGrainCallFilter
{
    /// <inheritdoc/>
    /// <remarks>A moved-on state passes as it is: Orleans deactivates the grain by it.</remarks>
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        try
        {
            await context.Invoke();
        }
        catch (OrleansException error) when (error is not InconsistentStateException && error.InnerException is MagistralException cause)
        {
            ExceptionDispatchInfo.Throw(cause);
        }
    }
}
