namespace Magistral.Contracts.Verification;

/// <summary>Scores responses; a stateless worker on silos with the role verifier. Key: <c>NAME/SHARE/ATTEMPT</c>, such as <c>math/17/0</c>; each attempt of a share goes to another silo.</summary>
/// <remarks>Scoring is a pure function of the request: calls may be repeated anywhere.</remarks>
[Alias("magistral.verifier")]
public interface IVerifierGrain : IGrainWithStringKey
{
    /// <summary>Scores one response. A failure of the verifier comes back as <see cref="VerdictKind.Error"/>, never as a reward.</summary>
    /// <remarks>Programs may wait for others before they compile and run: their limits end the call, not the cluster's time-out.</remarks>
    [Alias("score"), ResponseTimeout("00:10:00")]
    Task<Score> ScoreAsync(ScoreRequest request, CancellationToken cancellation);
}
