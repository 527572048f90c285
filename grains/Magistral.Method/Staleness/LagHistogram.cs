namespace Magistral.Method.Staleness;

/// <summary>Tokens by lag at training time. Not thread-safe.</summary>
public sealed class LagHistogram
{
    private readonly SortedDictionary<int, long> tokensByLag = [];

    /// <summary>An empty histogram.</summary>
    public LagHistogram()
    {
    }

    /// <summary>A histogram of known counts, such as stored ones.</summary>
    /// <param name="counts">Lag in versions, ≥ 0, and its tokens, ≥ 0; lags may repeat and are then added.</param>
    /// <exception cref="ArgumentOutOfRangeException">A lag or count is negative.</exception>
    public LagHistogram(IEnumerable<KeyValuePair<int, long>> counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        foreach (var (lag, tokens) in counts) Add(lag, tokens);
    }

    /// <summary>Tokens by lag in versions, ascending; only lags that were seen.</summary>
    public IReadOnlyDictionary<int, long> TokensByLag => tokensByLag;

    /// <summary>All tokens.</summary>
    public long Tokens => tokensByLag.Values.Sum();

    /// <summary>The smallest lag seen, or null when empty.</summary>
    public int? Min => tokensByLag.Count == 0 ? null : tokensByLag.Keys.First();

    /// <summary>The largest lag seen, or null when empty.</summary>
    public int? Max => tokensByLag.Count == 0 ? null : tokensByLag.Keys.Last();

    /// <summary>The mean lag of a token in versions, or null when empty.</summary>
    public double? Mean => tokensByLag.Count == 0 ? null : tokensByLag.Sum(pair => (double)pair.Key * pair.Value) / Tokens;

    /// <summary>Adds tokens of one lag; zero tokens leave no trace.</summary>
    /// <param name="lag">In versions, ≥ 0.</param>
    /// <param name="tokens">≥ 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public void Add(int lag, long tokens)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lag);
        ArgumentOutOfRangeException.ThrowIfNegative(tokens);
        if (tokens == 0) return;
        tokensByLag[lag] = checked(tokensByLag.GetValueOrDefault(lag) + tokens);
    }

    /// <summary>Adds a run of tokens sampled under one version.</summary>
    /// <param name="sampledVersion">The version of the run.</param>
    /// <param name="tokens">Tokens in the run, ≥ 0.</param>
    /// <param name="versionAtTraining">The version that is being trained.</param>
    /// <exception cref="ArgumentException">The run is of a later version, or the count is negative.</exception>
    public void AddSpan(int sampledVersion, long tokens, int versionAtTraining) =>
        Add(VersionLag.Of(sampledVersion, versionAtTraining), tokens);

    /// <summary>Adds all tokens of another histogram.</summary>
    /// <param name="other">It stays as it is.</param>
    public void Merge(LagHistogram other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach (var (lag, tokens) in other.tokensByLag.ToArray()) Add(lag, tokens);
    }
}
