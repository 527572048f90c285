namespace Magistral.Contracts.Verification;

/// <summary>Scores responses; a stateless worker on silos with the role verifier. Key: the verifier's name, such as <c>math</c>.</summary>
/// <remarks>Scoring is a pure function of the request: calls may be repeated anywhere.</remarks>
[Alias("magistral.verifier")]
public interface IVerifierGrain : IGrainWithStringKey
{
    /// <summary>Scores one response. A failure of the verifier comes back as <see cref="VerdictKind.Error"/>, never as a reward.</summary>
    [Alias("score")]
    Task<Score> ScoreAsync(ScoreRequest request, CancellationToken cancellation);
}
