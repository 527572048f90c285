using Magistral.Engine.Training;

namespace Magistral.Engine.Tests.Training;

/// <summary>A reduction between two replicas of one process, each on a thread of its own.</summary>
internal sealed class ReplicaPair : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Barrier barrier = new(2);
    private readonly float[][] gradients = [[], []];
    private readonly double[] weights = new double[2];

    /// <summary>Runs both replicas, each with its end of the reduction.</summary>
    public async Task<T[]> RunAsync<T>(Func<int, IGradientReduction, T> replica, CancellationToken cancellation) =>
        await Task.WhenAll(((int[])[0, 1]).Select(number =>
            Task.Factory.StartNew(() => replica(number, new End(this, number)), cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default)))
        .WaitAsync(2 * Patience, cancellation);

    public void Dispose() => barrier.Dispose();

    private void Meet()
    {
        if (!barrier.SignalAndWait(Patience)) throw new TimeoutException("the other replica did not come");
    }

    private sealed class End(ReplicaPair pair, int number) : IGradientReduction
    {
        public void Reduce(Span<float> gradient, double weight)
        {
            (pair.gradients[number], pair.weights[number]) = (gradient.ToArray(), weight);
            pair.Meet();
            var (first, second) = (pair.gradients[0], pair.gradients[1]);
            var share = pair.weights[0] / (pair.weights[0] + pair.weights[1]);
            for (var i = 0; i < gradient.Length; i++) gradient[i] = (float)(share * first[i] + (1 - share) * second[i]);
            pair.Meet();
        }
    }
}
