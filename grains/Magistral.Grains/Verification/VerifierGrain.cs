using Magistral.Contracts.Silos;
using Magistral.Contracts.Verification;
using Magistral.Grains.Placement;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace Magistral.Grains.Verification;

/// <summary>The grain of a verifier: a thin shell around <see cref="ResponseScoring"/>.</summary>
[GrainType("verifier"), RequireRole(SiloRoles.Verifier), StatelessWorker, SiloByAttempt]
public sealed partial class VerifierGrain(ILogger<VerifierGrain> log) : Grain, IVerifierGrain
{
    /// <inheritdoc/>
    public async Task<Score> ScoreAsync(ScoreRequest request, CancellationToken cancellation)
    {
        try
        {
            return await ResponseScoring.ScoreAsync(request, ProgramJudge.JudgeAsync, cancellation);
        }
        catch (Exception error) when (error is not OperationCanceledException) // a crash of the verifier is a verdict of its own, never a reward
        {
            LogCrashed(log, error, request.Reference);
            return new(VerdictKind.Error, default, error.Message);
        }
    }

    [LoggerMessage(1301, LogLevel.Error, "The verifier crashed on a response to reference {Reference}")]
    private static partial void LogCrashed(ILogger log, Exception error, string reference);
}
