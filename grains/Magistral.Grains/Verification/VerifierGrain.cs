using Magistral.Contracts.Verification;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace Magistral.Grains.Verification;

/// <summary>The grain of a verifier: a thin shell around <see cref="ResponseScoring"/>.</summary>
[GrainType("verifier"), StatelessWorker]
public sealed partial class VerifierGrain(ILogger<VerifierGrain> log) : Grain, IVerifierGrain
{
    /// <inheritdoc/>
    public Task<Score> ScoreAsync(ScoreRequest request, CancellationToken cancellation)
    {
        try
        {
            return Task.FromResult(ResponseScoring.Score(request));
        }
        catch (Exception error) when (error is not OperationCanceledException) // a crash of the verifier is a verdict of its own, never a reward
        {
            LogCrashed(log, error, request.Reference);
            return Task.FromResult(new Score(VerdictKind.Error, default, error.Message));
        }
    }

    [LoggerMessage(1301, LogLevel.Error, "The verifier crashed on a response to reference {Reference}")]
    private static partial void LogCrashed(ILogger log, Exception error, string reference);
}
