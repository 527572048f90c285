namespace Magistral.Silo.Generation;

/// <summary>What a generator spends its time on. It starts with the first lease and stops when it is drained.</summary>
/// <remarks>Written by the decoding thread, read by any.</remarks>
internal sealed class GeneratorClock
{
    private readonly Lock gate = new();
    private GeneratorTimes times;

    public GeneratorTimes Times
    {
        get
        {
            lock (gate)
                return times;
        }
    }

    public void Spend(GeneratorActivity activity, TimeSpan time, long tokens = 0, long sequences = 0)
    {
        lock (gate)
        {
            times = activity switch
            {
                GeneratorActivity.Decoding => times with { DecodeSeconds = times.DecodeSeconds + time.TotalSeconds },
                GeneratorActivity.Throttled => times with { ThrottledSeconds = times.ThrottledSeconds + time.TotalSeconds },
                GeneratorActivity.Evaluating => times with { EvaluationSeconds = times.EvaluationSeconds + time.TotalSeconds },
                _ => times with { IdleSeconds = times.IdleSeconds + time.TotalSeconds },
            };
            times = times with { Tokens = times.Tokens + tokens, Sequences = times.Sequences + sequences };
        }
    }
}

/// <summary>What a generator does at a moment.</summary>
internal enum GeneratorActivity
{
    Decoding,
    Throttled,
    Idle,
    Evaluating,
}
