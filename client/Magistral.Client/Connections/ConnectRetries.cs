namespace Magistral.Client.Connections;

/// <summary>Goes on looking for a gateway at the start, for a while.</summary>
/// <param name="limit">For how long, since the first failure.</param>
/// <param name="pause">Between two attempts.</param>
internal sealed class ConnectRetries(TimeSpan limit, TimeSpan pause) : IClientConnectionRetryFilter
{
    private long firstFailure;

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (firstFailure == 0)
            firstFailure = TimeProvider.System.GetTimestamp();
        if (TimeProvider.System.GetElapsedTime(firstFailure) >= limit)
            return false;
        await Task.Delay(pause, cancellationToken);
        return true;
    }
}
