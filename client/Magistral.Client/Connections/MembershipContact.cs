namespace Magistral.Client.Connections;

/// <summary>How the client stands with the Redis that keeps the cluster's membership. One that is given gateways asks no Redis, and this stays silent.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class MembershipContact(MagistralClientOptions options, TimeProvider clock)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);
    private readonly Lock gate = new();
    private MembershipUnavailableException? failure;

    /// <summary>Where the Redis is, without what else its text may hold.</summary>
    public string Redis => options.Redis?.Split(',')[0] ?? "";

    /// <summary>What to tell while it does not answer; null while it does.</summary>
    public MembershipUnavailableException? Failure
    {
        get
        {
            lock (gate)
                return failure;
        }
    }

    /// <summary>Whether it answered last that it knows of no gateway.</summary>
    public bool NamesNone { get; private set; }

    /// <summary>Asks for the gateways.</summary>
    public async Task<IList<Uri>> AskAsync(Func<Task<IList<Uri>>> ask)
    {
        var gateways = await AttemptAsync(ask);
        NamesNone = gateways.Count == 0;
        return gateways;
    }

    /// <summary>Asks it for something, and notes whether it answered.</summary>
    public async Task<T> AttemptAsync<T>(Func<Task<T>> ask)
    {
        var began = clock.GetUtcNow();
        try
        {
            var answer = await ask().WaitAsync(Deadline, clock);
            Note(null);
            return answer;
        }
        catch (Orleans.Clustering.Redis.RedisClusteringException)
        {
            Note(null); // it answered: the table is not there
            throw;
        }
        catch (Exception error)
        {
            Note(new(Redis, Failure?.Since ?? began, error));
            throw;
        }
    }

    private void Note(MembershipUnavailableException? now)
    {
        bool changed;
        lock (gate)
        {
            changed = now is null != failure is null;
            failure = now;
        }
        if (changed)
            options.Notices?.Invoke(now?.Message ?? $"the membership of the cluster (Redis at {Redis}) answers again");
    }
}
