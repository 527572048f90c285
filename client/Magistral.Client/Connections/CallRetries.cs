using Magistral.Contracts.Security;
using Orleans.Runtime.Messaging;

namespace Magistral.Client.Connections;

/// <summary>
/// Shows the key with every call, and makes calls again that fail in passing: a gateway was lost, a silo died, no answer came. Calls may be repeated by
/// contract. What the service itself answers is never asked again.
/// </summary>
/// <param name="options">Patience and key.</param>
/// <param name="membership">Says why no gateway is found, where that is why.</param>
/// <param name="clock">Measures the patience.</param>
internal sealed class CallRetries(MagistralClientOptions options, MembershipContact membership, TimeProvider clock) : IOutgoingGrainCallFilter
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        var started = clock.GetTimestamp();
        var cancellation = context.Request.GetCancellationToken();
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            if (options.ApiKey is { } key)
                RequestContext.Set(ApiKey.ContextEntry, key);
            try
            {
                await context.Invoke();
                if (context.Response?.Exception is not { } failure || !MayPass(failure))
                    return;
                if (IsOver(started, cancellation))
                {
                    if (!cancellation.IsCancellationRequested && membership.Failure is { } silent)
                        throw silent;
                    return;
                }
            }
            catch (Exception error) when (MayPass(error) && !IsOver(started, cancellation))
            {
                // made again below; the last failure goes to the caller
            }
            catch (Exception error) when (MayPass(error) && !cancellation.IsCancellationRequested && membership.Failure is not null)
            {
                throw membership.Failure ?? error;
            }
            await Task.Delay(pause, clock, cancellation);
        }
    }

    // OperationCanceledException: the call expired before its grain was placed; the caller's own is seen in IsOver. OrleansException itself: no silo of the role is there yet.
    private static bool MayPass(Exception error) => error
        is TimeoutException or OperationCanceledException or ConnectionFailedException or OrleansMessageRejectionException or
            SiloUnavailableException or GatewayTooBusyException or ClientNotAvailableException
        || error.GetType() == typeof(OrleansException);

    private bool IsOver(long started, CancellationToken cancellation) => cancellation.IsCancellationRequested || clock.GetElapsedTime(started) >= options.Patience;
}
